package dev.slipway.functions.v2;

import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import dev.slipway.core.model.Datatype;
import java.nio.ByteBuffer;

/**
 * The library's parser, which can also take the numbers of an array from its bytes straight to where they go. Most of a
 * request is such an array, and a token, its text and its value made of each number cost several times as much. It takes
 * what is short and plain, and leaves off before anything else, so that the parser goes on there and says what is wrong.
 */
final class NumbersParser extends UTF8StreamJsonParser implements TakesNumbers {

    NumbersParser(IOContext context, int features, ByteQuadsCanonicalizer symbols, byte[] data, int start, int end) {
        super(context, features, null, null, symbols, data, start, end, 0, false);
    }

    @Override
    public int take(Datatype datatype, ByteBuffer data, int index, long most) {
        NumberRun run = new NumberRun(_inputBuffer, _inputPtr, _inputEnd, _currInputRow, _currInputRowStart);
        int taken = run.take(datatype, data, index, most);
        _inputPtr = run.takenTo();
        _currInputRow = run.takenRow();
        _currInputRowStart = run.takenRowStart();
        return taken;
    }
}
