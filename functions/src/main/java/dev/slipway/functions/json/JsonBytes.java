package dev.slipway.functions.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON being written as UTF-8, into bytes that grow. One thread at a time. */
public final class JsonBytes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int INITIAL = 1024;

    /** The longest array that every JVM can make. */
    private static final long LONGEST = Integer.MAX_VALUE - 8;

    /** Text is escaped in parts of so many bytes, with room made for each once. */
    private static final int PART = 512;

    private static final int LONGEST_ESCAPE = 6;

    private byte[] bytes;
    private int length;

    /** Nothing yet, with room for a small answer. */
    public JsonBytes() {
        this(INITIAL);
    }

    /** Nothing yet, with room for so many bytes, so that what is written need not move while it grows. */
    public JsonBytes(int room) {
        bytes = new byte[room];
    }

    /** How many bytes were written. */
    public int length() {
        return length;
    }

    /** What was written, without copying it. Write no more while it is used. */
    public ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, length).slice();
    }

    /** Writes ASCII text as it is: JSON's own signs, keys, numbers. */
    public JsonBytes raw(String ascii) {
        int end = ascii.length();
        room(end);
        byte[] to = bytes;
        int at = length;
        for (int i = 0; i < end; i++) {
            to[at + i] = (byte) ascii.charAt(i);
        }
        length = at + end;
        return this;
    }

    /** Writes one ASCII sign. */
    public JsonBytes raw(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Writes bytes as they are. */
    public JsonBytes raw(byte[] data) {
        room(data.length);
        System.arraycopy(data, 0, bytes, length, data.length);
        length += data.length;
        return this;
    }

    /** Writes bytes as they are. */
    public JsonBytes raw(ByteBuffer data) {
        int size = data.remaining();
        room(size);
        data.get(data.position(), bytes, length, size);
        length += size;
        return this;
    }

    /** Writes a whole number. */
    public JsonBytes number(long value) {
        return raw(Long.toString(value));
    }

    /** Writes text as a JSON string, quoted and escaped. */
    public JsonBytes string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return string(utf8, 0, utf8.length);
    }

    /** Writes UTF-8 text as a JSON string, quoted and escaped. */
    public JsonBytes string(ByteBuffer utf8) {
        if (utf8.hasArray()) {
            int start = utf8.arrayOffset() + utf8.position();
            return string(utf8.array(), start, start + utf8.remaining());
        }
        byte[] copy = new byte[utf8.remaining()];
        utf8.get(utf8.position(), copy);
        return string(copy, 0, copy.length);
    }

    private JsonBytes string(byte[] utf8, int start, int end) {
        raw('"');
        for (int part = start; part < end; part += PART) {
            int stop = Math.min(part + PART, end);
            room((stop - part) * LONGEST_ESCAPE);
            length = escaped(utf8, part, stop, bytes, length);
        }
        return raw('"');
    }

    /** Copies text and escapes it on its way; where it ends. There is room for the longest. */
    private static int escaped(byte[] utf8, int start, int end, byte[] to, int first) {
        int at = first;
        for (int i = start; i < end; i++) {
            byte sign = utf8[i];
            if (sign == '"' || sign == '\\') {
                to[at++] = '\\';
                to[at++] = sign;
            } else if (sign >= 0 && sign < ' ') {
                to[at++] = '\\';
                to[at++] = 'u';
                to[at++] = '0';
                to[at++] = '0';
                to[at++] = HEX[sign >> 4];
                to[at++] = HEX[sign & 0xF];
            } else {
                to[at++] = sign;
            }
        }
        return at;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            int wanted = Math.addExact(length, more);
            bytes = Arrays.copyOf(bytes, Math.max(wanted, (int) Math.min(bytes.length * 2L, LONGEST)));
        }
    }
}
