package dev.slipway.functions.v2;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import java.io.IOException;

/** Makes a {@link NumbersParser} of UTF-8, which JSON is; a text in another encoding gets the library's own parser. */
final class NumbersFactory extends JsonFactory {

    private static final long serialVersionUID = 1L;

    NumbersFactory(JsonFactoryBuilder builder) {
        super(builder);
    }

    @Override
    protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) throws IOException {
        // UTF-16 and UTF-32 have a zero among their first two bytes, a byte order mark is no ASCII (RFC 4627, 3).
        if (length < 2 || data[offset] <= 0 || data[offset + 1] == 0) {
            return super._createParser(data, offset, length, context);
        }
        _streamReadConstraints.validateDocumentLength(length);
        context.setEncoding(JsonEncoding.UTF8);
        return new NumbersParser(
                context,
                _parserFeatures,
                _byteSymbolCanonicalizer.makeChild(_factoryFeatures),
                data,
                offset,
                offset + length);
    }
}
