package dev.slipway.functions.lambda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * A body where it lies in its event: a JSON string of ASCII, with no escapes but the short ones. Most are, and what is
 * most of an event then is neither made a string nor copied. Other strings are left to a parser.
 */
final class BodyText {

    private static final int WORD = Long.BYTES;
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGHEST = EACH << 7;

    /** By the sign behind the backslash. No branches, for compiled code forgets those that it never took. */
    private static final byte[] MEANINGS = meanings("\"\\/bfnrt", "\"\\/\b\f\n\r\t");

    private final byte[] event;
    private final int start;
    private final int end;
    private final boolean escaped;

    private BodyText(byte[] event, int start, int end, boolean escaped) {
        this.event = event;
        this.start = start;
        this.end = end;
        this.escaped = escaped;
    }

    /** The string whose first quote lies at {@code quote}; absent where it holds more than is read here. */
    static Optional<BodyText> at(byte[] event, long quote) {
        if (quote < 0 || quote >= event.length || event[(int) quote] != '"') {
            return Optional.empty();
        }
        ByteBuffer words = ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN);
        int start = (int) quote + 1;
        int at = start;
        boolean escaped = false;
        while (at < event.length) {
            while (at <= event.length - WORD && plain(words.getLong(at))) {
                at += WORD;
            }
            int stop = Math.min(at + WORD, event.length);
            while (at < stop) {
                byte sign = event[at++];
                if (sign == '"') {
                    return Optional.of(new BodyText(event, start, at - 1, escaped));
                }
                if (sign < ' ') {
                    return Optional.empty();
                }
                if (sign == '\\') {
                    if (at == event.length || unescaped(event[at++]) == 0) {
                        return Optional.empty();
                    }
                    escaped = true;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether none of eight bytes is a quote, a backslash, a control sign or beyond ASCII. */
    private static boolean plain(long word) {
        long quotes = word ^ ('"' * EACH);
        long escapes = word ^ ('\\' * EACH);
        long controls = word - ' ' * EACH;
        return (((quotes - EACH) | (escapes - EACH) | controls | word) & HIGHEST) == 0;
    }

    private static byte[] meanings(String signs, String meant) {
        byte[] meanings = new byte[Byte.MAX_VALUE + 1];
        for (int i = 0; i < signs.length(); i++) {
            meanings[signs.charAt(i)] = (byte) meant.charAt(i);
        }
        return meanings;
    }

    /** What a short escape means; 0 where it is none. */
    private static byte unescaped(byte sign) {
        return sign < 0 ? 0 : MEANINGS[sign];
    }

    /** The string's bytes. Where nothing in it is escaped they are the event's own. */
    ByteBuffer bytes() {
        if (!escaped) {
            return ByteBuffer.wrap(event, start, end - start).slice();
        }
        byte[] bytes = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            byte sign = event[i];
            bytes[length++] = sign == '\\' ? unescaped(event[++i]) : sign;
        }
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** What follows it in the event, made an object of its own. */
    byte[] rest() {
        byte[] opening = {'{', '"', '"', ':', '0'};
        int length = event.length - (end + 1);
        byte[] rest = Arrays.copyOf(opening, opening.length + length);
        System.arraycopy(event, end + 1, rest, opening.length, length);
        return rest;
    }
}
