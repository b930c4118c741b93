package dev.slipway.functions.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.functions.json.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A request as another program would write the same: with spaces and line breaks, and with whole numbers as decimals
 * where the model takes real ones.
 */
final class OtherHand {

    /** By its number in ASCII. */
    private static final byte QUOTE = 0x22;

    /** What a letter takes then. */
    private static final int ESCAPE = 6;

    private OtherHand() {}

    static byte[] write(byte[] request, Signature signature) {
        boolean real = signature.inputs().stream().allMatch(input -> isReal(input.datatype()));
        JsonBytes out = new JsonBytes(request.length * 2);
        try (JsonParser parser = new JsonFactory().createParser(request)) {
            boolean first = true;
            String key = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (!first && !token.isStructEnd()) {
                    out.raw(", ");
                }
                first = token.isStructStart() || token == JsonToken.FIELD_NAME;
                if (token == JsonToken.FIELD_NAME) {
                    key = parser.currentName();
                    out.raw("\n ").string(key).raw(": ");
                } else if (token == JsonToken.VALUE_STRING) {
                    out.string(parser.getText());
                } else {
                    out.raw(parser.getText());
                    if (token == JsonToken.VALUE_NUMBER_INT && real && key.equals("data")) {
                        out.raw(".0");
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteBuffer view = out.raw('\n').view();
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return bytes;
    }

    /** The same JSON, one letter of it spelled out by its number: then it is not plain. */
    static byte[] spell(byte[] json) {
        int letter = 0;
        while (letter < json.length && json[letter] != QUOTE) {
            letter++;
        }
        letter++;
        if (letter >= json.length || !Character.isLetter(json[letter])) {
            return json;
        }
        ByteArrayOutputStream spelled = new ByteArrayOutputStream(json.length + ESCAPE);
        spelled.write(json, 0, letter);
        spelled.writeBytes(
                ("\\u" + HexFormat.of().toHexDigits((short) json[letter])).getBytes(StandardCharsets.US_ASCII));
        spelled.write(json, letter + 1, json.length - letter - 1);
        return spelled.toByteArray();
    }

    private static boolean isReal(Datatype datatype) {
        return switch (datatype) {
            case FP16, FP32, FP64 -> true;
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BF16, BYTES -> false;
        };
    }
}
