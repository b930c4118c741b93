package dev.slipway.functions.v2;

import dev.slipway.core.json.PlainParser;
import dev.slipway.core.model.Datatype;
import java.nio.ByteBuffer;

/** Reads a body as most of them are; the others are left to {@link NumbersParser}. */
final class PlainRequestParser extends PlainParser implements TakesNumbers {

    PlainRequestParser(byte[] body, int start, int end) {
        super(body, start, end);
    }

    @Override
    public int take(Datatype datatype, ByteBuffer data, int index, long most) {
        NumberRun run = new NumberRun(bytes, at, end, 0, 0);
        int taken = run.take(datatype, data, index, most);
        at = run.takenTo();
        return taken;
    }
}
