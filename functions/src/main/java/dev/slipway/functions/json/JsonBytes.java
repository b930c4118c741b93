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

    private byte[] bytes = new byte[INITIAL];
    private int length;

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
        for (int i = 0; i < end; i++) {
            bytes[length + i] = (byte) ascii.charAt(i);
        }
        length += end;
        return this;
    }

    /** Writes one ASCII sign. */
    public JsonBytes raw(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
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
        return string(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes UTF-8 text as a JSON string, quoted and escaped. */
    public JsonBytes string(ByteBuffer utf8) {
        raw('"');
        int end = utf8.limit();
        for (int i = utf8.position(); i < end; i++) {
            byte sign = utf8.get(i);
            room(6);
            if (sign == '"' || sign == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = sign;
            } else if (sign >= 0 && sign < ' ') {
                escape(sign);
            } else {
                bytes[length++] = sign;
            }
        }
        return raw('"');
    }

    private void escape(byte control) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[control >> 4];
        bytes[length++] = HEX[control & 0xF];
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            int wanted = Math.addExact(length, more);
            bytes = Arrays.copyOf(bytes, Math.max(wanted, (int) Math.min(bytes.length * 2L, LONGEST)));
        }
    }
}
