package dev.slipway.packager.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a Protocol Buffers message field by field, in one pass and without keeping what is skipped
 * (protobuf.dev/programming-guides/encoding). No length in the file is believed further than the message around it
 * reaches, and nothing is allocated for a length alone.
 */
final class ProtobufReader {

    private static final int BUFFER = 1 << 16;
    private static final int DEEPEST = 64;
    private static final int MOST_PACKED = 64;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int filled;
    private long bufferStart;

    /** Where the innermost open message ends. */
    private long limit;

    private int depth;
    private int wireType;

    ProtobufReader(InputStream in, long size) {
        this.in = in;
        this.limit = size;
    }

    /** The number of the next field of the open message; 0 at the message's end. */
    int field() throws IOException {
        if (position() == limit) {
            return 0;
        }
        long start = position();
        long key = varint();
        wireType = (int) (key & 7);
        long number = key >>> 3;
        if (number < 1 || number > 536_870_911) {
            throw broken(start, "the field number " + Long.toUnsignedString(number));
        }
        if (wireType != 0 && wireType != 1 && wireType != 2 && wireType != 5) {
            throw broken(start, "a field of the unknown wire type " + wireType);
        }
        return (int) number;
    }

    /** Whether the field that was just begun holds bytes: text, a message, packed numbers. */
    boolean isBytes() {
        return wireType == 2;
    }

    /** The whole number of the field that was just begun. */
    long number() throws IOException {
        if (wireType != 0) {
            throw broken(position(), "wire type " + wireType + " where a whole number was expected");
        }
        return varint();
    }

    /** The text of the field that was just begun, where it has at most {@code longest} bytes. */
    String text(int longest) throws IOException {
        long start = position();
        long length = length();
        if (length > longest) {
            throw broken(start, "a text of " + length + " bytes where at most " + longest + " were expected");
        }
        byte[] bytes = new byte[(int) length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) read();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw broken(start, "a text that is not UTF-8");
        }
    }

    /**
     * Opens the message of the field that was just begun.
     *
     * @return the mark to {@link #leave} it with
     */
    long enter() throws IOException {
        long length = length();
        if (++depth > DEEPEST) {
            throw broken(position(), "messages nested more than " + DEEPEST + " deep");
        }
        long outer = limit;
        limit = position() + length;
        return outer;
    }

    /** Closes a message, whether it was read to its end or not. */
    void leave(long outer) throws IOException {
        skip(limit - position());
        limit = outer;
        depth--;
    }

    /** Passes over the field that was just begun. */
    void skip() throws IOException {
        switch (wireType) {
            case 0 -> varint();
            case 1 -> skip(8);
            case 2 -> skip(length());
            default -> skip(4);
        }
    }

    /** The whole numbers packed into the field that was just begun; a tensor's dimensions, so only a few. */
    List<Long> packed() throws IOException {
        long outer = enter();
        List<Long> numbers = new ArrayList<>();
        while (position() < limit) {
            numbers.add(varint());
            if (numbers.size() > MOST_PACKED) {
                throw broken(position(), "more than " + MOST_PACKED + " dimensions");
            }
        }
        leave(outer);
        return numbers;
    }

    /** How many bytes the field that was just begun has, for one that is then passed over. */
    long skipBytes() throws IOException {
        long length = length();
        skip(length);
        return length;
    }

    /** Where the reader is, from the file's start. */
    long position() {
        return bufferStart + next;
    }

    OnnxException broken(long position, String found) {
        return new OnnxException("byte " + position + ": found " + found);
    }

    private long length() throws IOException {
        if (wireType != 2) {
            throw broken(position(), "wire type " + wireType + " where bytes were expected");
        }
        long start = position();
        long length = varint();
        if (length < 0 || length > limit - position()) {
            throw broken(
                    start,
                    "a field of " + Long.toUnsignedString(length) + " bytes, but only " + (limit - position())
                            + " are left: the file is cut short or damaged");
        }
        return length;
    }

    private long varint() throws IOException {
        long start = position();
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int part = read();
            value |= (long) (part & 0x7f) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw broken(start, "a number of more than ten bytes");
    }

    private int read() throws IOException {
        if (position() >= limit) {
            throw broken(position(), "the end in the middle of a field: the file is cut short or damaged");
        }
        if (next == filled) {
            bufferStart += filled;
            next = 0;
            filled = Math.max(0, in.read(buffer));
            if (filled == 0) {
                throw new EOFException("the file ends at byte " + bufferStart + ", before its size when it was opened");
            }
        }
        return buffer[next++] & 0xff;
    }

    private void skip(long count) throws IOException {
        if (count > limit - position()) {
            throw broken(position(), "the end in the middle of a field: the file is cut short or damaged");
        }
        long buffered = Math.min(count, filled - next);
        next += (int) buffered;
        long rest = count - buffered;
        if (rest > 0) {
            bufferStart += filled;
            next = 0;
            filled = 0;
            in.skipNBytes(rest);
            bufferStart += rest;
        }
    }
}
