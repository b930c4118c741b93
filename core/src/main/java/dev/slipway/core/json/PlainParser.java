package dev.slipway.core.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.ContentReference;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as most of it is: ASCII, short escapes, numbers without exponents. It answers what Jackson's own parser
 * answers, or throws {@link NotPlainException}, and whoever asked then asks Jackson. That one's classes make, in JDK 25, powers of five with 150,000 bits
 * when they are first touched, which costs each cold start of a function a tenth of its time; a start whose JSON is plain
 * is spared that. One thread at a time.
 */
public class PlainParser extends PlainValues {

    private static final int DEEPEST = 32;
    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_FRACTION = 40;

    /** Any whole number of so many digits fits 64 bits. */
    private static final int MOST_DIGITS = 18;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final int start;

    /** Whether the container at each depth is an object. */
    private final boolean[] objects = new boolean[DEEPEST + 1];

    private int depth;
    private boolean first = true;
    private boolean named;
    private boolean ended;

    /** A parser of these bytes, from {@code start} up to {@code end}. */
    public PlainParser(byte[] bytes, int start, int end) {
        super(bytes, start, end);
        this.start = start;
    }

    @Override
    public @Nullable JsonToken nextToken() {
        finishString();
        return token(next());
    }

    private @Nullable JsonToken next() {
        if (named) {
            named = false;
            return value();
        }
        skipBlanks();
        if (depth == 0) {
            if (at == end) {
                return null;
            }
            if (ended) {
                throw new NotPlainException();
            }
            return value();
        }
        byte sign = sign();
        if (sign == (objects[depth] ? '}' : ']')) {
            at++;
            JsonToken closed = objects[depth] ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
            depth--;
            first = false;
            ended = depth == 0;
            return closed;
        }
        if (!first) {
            expect(',');
            skipBlanks();
        }
        first = false;
        if (!objects[depth]) {
            return value();
        }
        expect((char) QUOTE);
        name(string(LONGEST_NAME));
        skipBlanks();
        expect(':');
        skipBlanks();
        named = true;
        return JsonToken.FIELD_NAME;
    }

    private JsonToken value() {
        tokenStart = at;
        byte sign = sign();
        ended = depth == 0;
        return switch (sign) {
            case '{' -> open(true);
            case '[' -> open(false);
            case QUOTE -> {
                at++;
                beginString();
                yield JsonToken.VALUE_STRING;
            }
            case 't' -> word(TRUE, JsonToken.VALUE_TRUE);
            case 'f' -> word(FALSE, JsonToken.VALUE_FALSE);
            case 'n' -> word(NULL, JsonToken.VALUE_NULL);
            default -> number();
        };
    }

    private JsonToken open(boolean object) {
        if (depth == DEEPEST) {
            throw new NotPlainException();
        }
        at++;
        objects[++depth] = object;
        first = true;
        return object ? JsonToken.START_OBJECT : JsonToken.START_ARRAY;
    }

    private JsonToken word(byte[] letters, JsonToken meant) {
        for (byte letter : letters) {
            expect((char) letter);
        }
        end();
        return meant;
    }

    private JsonToken number() {
        boolean negative = sign() == '-';
        if (negative) {
            at++;
        }
        int digits = at;
        long whole = 0;
        while (at < end && isDigit(bytes[at])) {
            whole = whole * 10 + (bytes[at++] - '0');
        }
        int many = at - digits;
        if (many == 0 || many > MOST_DIGITS || (many > 1 && bytes[digits] == '0')) {
            throw new NotPlainException();
        }
        if (at == end || bytes[at] != '.') {
            end();
            number(negative ? -whole : whole);
            return JsonToken.VALUE_NUMBER_INT;
        }
        int point = at++;
        while (at < end && isDigit(bytes[at])) {
            at++;
        }
        if (at == point + 1 || at - tokenStart > LONGEST_FRACTION) {
            throw new NotPlainException();
        }
        end();
        return JsonToken.VALUE_NUMBER_FLOAT;
    }

    private static boolean isDigit(byte sign) {
        return sign >= '0' && sign <= '9';
    }

    /** A word or number ends here, and not in the middle of something else. */
    private void end() {
        valueEnd = at;
        if (at == end) {
            if (depth > 0) {
                throw new NotPlainException();
            }
            return;
        }
        byte sign = bytes[at];
        if (sign != ',' && sign != ']' && sign != '}' && sign != ' ' && sign != '\n' && sign != '\r' && sign != '\t') {
            throw new NotPlainException();
        }
    }

    private byte sign() {
        if (at == end) {
            throw new NotPlainException();
        }
        return bytes[at];
    }

    private void expect(char sign) {
        if (sign() != sign) {
            throw new NotPlainException();
        }
        at++;
    }

    private void skipBlanks() {
        while (at < end) {
            byte sign = bytes[at];
            if (sign != ' ' && sign != '\n' && sign != '\r' && sign != '\t') {
                return;
            }
            at++;
        }
    }

    @Override
    public PlainParser skipChildren() {
        int open = isStart(currentToken()) ? 1 : 0;
        while (open > 0) {
            JsonToken token = nextToken();
            if (token == null) {
                throw new NotPlainException();
            }
            if (isStart(token)) {
                open++;
            } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                open--;
            }
        }
        return this;
    }

    private static boolean isStart(@Nullable JsonToken token) {
        return token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
    }

    /** Where the value it stands on begins; lines are not counted. */
    @Override
    public JsonLocation currentTokenLocation() {
        if (currentToken() == JsonToken.FIELD_NAME) {
            throw new NotPlainException();
        }
        return new JsonLocation(ContentReference.unknown(), tokenStart - start, -1, -1, -1);
    }

    /** The bytes of a string without escapes, as text. */
    static String ascii(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
