package dev.slipway.functions.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Walks the fields of one Protocol Buffers message in memory (protobuf.dev/programming-guides/encoding), copying
 * nothing. What is malformed is refused.
 */
final class ProtobufFields {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int LONGEST_NAME = 1 << 16;

    private final ByteBuffer message;
    private int wire;
    private long number;
    private ByteBuffer bytes;

    ProtobufFields(ByteBuffer message) {
        this.message = message.duplicate();
        this.bytes = this.message;
    }

    /** Goes to the next field: its number, or 0 at the end. */
    int next() {
        if (!message.hasRemaining()) {
            return 0;
        }
        long tag = varint();
        wire = (int) (tag & 7);
        switch (wire) {
            case VARINT -> number = varint();
            case FIXED64 -> skip(Long.BYTES);
            case BYTES -> {
                long length = varint();
                if (length < 0 || length > message.remaining()) {
                    throw broken("a field of " + length + " bytes where " + message.remaining() + " are left");
                }
                bytes = message.slice(message.position(), (int) length);
                message.position(message.position() + (int) length);
            }
            case FIXED32 -> skip(Integer.BYTES);
            default -> throw broken("a field of the wire type " + wire);
        }
        long field = tag >>> 3;
        if (field < 1 || field > Integer.MAX_VALUE) {
            throw broken("the field number " + field);
        }
        return (int) field;
    }

    /** Whether the field holds bytes: a text, a message, packed numbers. */
    boolean isBytes() {
        return wire == BYTES;
    }

    /** The number that the field holds. */
    long number() {
        if (wire != VARINT) {
            throw broken("no number where one is expected");
        }
        return number;
    }

    /** The bytes that the field holds. */
    ByteBuffer bytes() {
        if (wire != BYTES) {
            throw broken("no bytes where some are expected");
        }
        return bytes.duplicate();
    }

    /** The text that the field holds. */
    String text() {
        if (bytes().remaining() > LONGEST_NAME) {
            throw broken("a name of " + bytes().remaining() + " bytes");
        }
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    /** Reads a number out of packed ones. */
    static long packed(ByteBuffer numbers) {
        return varint(numbers);
    }

    private void skip(int count) {
        if (count > message.remaining()) {
            throw broken("an end within a field");
        }
        message.position(message.position() + count);
    }

    private long varint() {
        return varint(message);
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (!from.hasRemaining()) {
                throw broken("an end within a number");
            }
            byte part = from.get();
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw broken("a number of more than ten bytes");
    }

    static ModelLoadException broken(String what) {
        return new ModelLoadException("the model file is no ONNX model: it has " + what);
    }
}
