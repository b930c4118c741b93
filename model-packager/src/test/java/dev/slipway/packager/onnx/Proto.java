package dev.slipway.packager.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes Protocol Buffers messages, for tests: enough to build an ONNX file field by field. */
public final class Proto {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A whole number. */
    public Proto number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    /** Bytes. */
    public Proto bytes(int field, byte[] value) {
        varint(((long) field << 3) | 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /** Text. */
    public Proto text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A message. */
    public Proto message(int field, Proto value) {
        return bytes(field, value.build());
    }

    /** A field that claims {@code length} bytes, and has none of them. */
    public Proto claim(int field, long length) {
        varint(((long) field << 3) | 2);
        varint(length);
        return this;
    }

    /** The bytes of the message. */
    public byte[] build() {
        return out.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
