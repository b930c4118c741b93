package dev.slipway.core.json;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.Version;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** What {@link PlainParser} tells of the token it stands on. What nobody here asks for is not plain. */
@SuppressWarnings("deprecation") // JsonParser's abstract methods, some of them older names
abstract class PlainValues extends JsonParser {

    private static final int LONGEST_STRING = Integer.MAX_VALUE;

    /** By its number in ASCII. */
    static final byte QUOTE = 0x22;

    /** What the sign behind a backslash means, for the short escapes. */
    private static final String ESCAPES = "\"\\/bfnrt";

    private static final String MEANINGS = "\"\\/\b\f\n\r\t";

    /** What it reads. */
    protected final byte[] bytes;

    /** Where that ends. */
    protected final int end;

    /** Where it looks next. */
    protected int at;

    int tokenStart;
    int valueEnd;

    private @Nullable JsonToken token;
    private @Nullable String name;
    private @Nullable String text;
    private boolean inString;
    private long number;
    private char[] letters = {};

    PlainValues(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    @Nullable
    JsonToken token(@Nullable JsonToken next) {
        token = next;
        return next;
    }

    void name(String word) {
        name = word;
    }

    void number(long value) {
        number = value;
    }

    /** It stands behind a string's first quote; the string is read when somebody asks for it. */
    void beginString() {
        inString = true;
        text = null;
    }

    /** Skips a string that nobody asked for. */
    void finishString() {
        if (!inString) {
            return;
        }
        inString = false;
        while (at < end) {
            byte sign = bytes[at++];
            if (sign == QUOTE) {
                return;
            }
            if (sign < ' ' || (sign == '\\' && (at == end || ESCAPES.indexOf(bytes[at++]) < 0))) {
                throw new NotPlainException();
            }
        }
        throw new NotPlainException();
    }

    private String text() {
        if (inString) {
            text = string(LONGEST_STRING);
            inString = false;
        }
        if (text == null) {
            throw new NotPlainException();
        }
        return text;
    }

    /** Reads a string from behind its first quote to behind its last. */
    String string(int longest) {
        int first = at;
        while (at < end) {
            byte sign = bytes[at++];
            if (sign == QUOTE) {
                if (at - first > longest) {
                    throw new NotPlainException();
                }
                return PlainParser.ascii(bytes, first, at - 1);
            }
            if (sign == '\\') {
                at = first;
                return escaped();
            }
            if (sign < ' ') {
                throw new NotPlainException();
            }
        }
        throw new NotPlainException();
    }

    private String escaped() {
        StringBuilder built = new StringBuilder();
        while (at < end) {
            byte sign = bytes[at++];
            if (sign == QUOTE) {
                return built.toString();
            }
            if (sign == '\\') {
                int place = at < end ? ESCAPES.indexOf(bytes[at++]) : -1;
                if (place < 0) {
                    throw new NotPlainException();
                }
                built.append(MEANINGS.charAt(place));
            } else if (sign < ' ') {
                throw new NotPlainException();
            } else {
                built.append((char) sign);
            }
        }
        throw new NotPlainException();
    }

    @Override
    public @Nullable JsonToken currentToken() {
        return token;
    }

    @Override
    public @Nullable JsonToken getCurrentToken() {
        return token;
    }

    @Override
    public @Nullable String nextFieldName() throws java.io.IOException {
        return nextToken() == JsonToken.FIELD_NAME ? name : null;
    }

    @Override
    public @Nullable String getCurrentName() {
        return name;
    }

    @Override
    public String getText() {
        if (token == JsonToken.VALUE_STRING) {
            return text();
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return PlainParser.ascii(bytes, tokenStart, valueEnd);
        }
        throw new NotPlainException();
    }

    /** Of a number with a fraction. */
    @Override
    public char[] getTextCharacters() {
        if (token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw new NotPlainException();
        }
        int length = valueEnd - tokenStart;
        if (letters.length < length) {
            letters = new char[length];
        }
        for (int i = 0; i < length; i++) {
            letters[i] = (char) bytes[tokenStart + i];
        }
        return letters;
    }

    @Override
    public int getTextOffset() {
        return 0;
    }

    @Override
    public int getTextLength() {
        return valueEnd - tokenStart;
    }

    @Override
    public NumberType getNumberType() {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw new NotPlainException();
        }
        return number == (int) number ? NumberType.INT : NumberType.LONG;
    }

    @Override
    public long getLongValue() {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw new NotPlainException();
        }
        return number;
    }

    @Override
    public float getFloatValue() {
        return token == JsonToken.VALUE_NUMBER_INT ? (float) number : Float.parseFloat(fraction());
    }

    @Override
    public double getDoubleValue() {
        return token == JsonToken.VALUE_NUMBER_INT ? (double) number : Double.parseDouble(fraction());
    }

    private String fraction() {
        if (token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw new NotPlainException();
        }
        return getText();
    }

    @Override
    public void close() {
        // It holds nothing.
    }

    @Override
    public ObjectCodec getCodec() {
        throw new NotPlainException();
    }

    @Override
    public void setCodec(ObjectCodec codec) {
        throw new NotPlainException();
    }

    @Override
    public Version version() {
        throw new NotPlainException();
    }

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public JsonStreamContext getParsingContext() {
        throw new NotPlainException();
    }

    @Override
    public JsonLocation getCurrentLocation() {
        throw new NotPlainException();
    }

    @Override
    public JsonLocation getTokenLocation() {
        return currentTokenLocation();
    }

    @Override
    public JsonToken nextValue() {
        throw new NotPlainException();
    }

    @Override
    public int getCurrentTokenId() {
        throw new NotPlainException();
    }

    @Override
    public boolean hasCurrentToken() {
        return token != null;
    }

    @Override
    public boolean hasTokenId(int id) {
        throw new NotPlainException();
    }

    @Override
    public boolean hasToken(JsonToken other) {
        return token == other;
    }

    @Override
    public void clearCurrentToken() {
        throw new NotPlainException();
    }

    @Override
    public JsonToken getLastClearedToken() {
        throw new NotPlainException();
    }

    @Override
    public void overrideCurrentName(String other) {
        throw new NotPlainException();
    }

    @Override
    public boolean hasTextCharacters() {
        return false;
    }

    @Override
    public Number getNumberValue() {
        throw new NotPlainException();
    }

    @Override
    public int getIntValue() {
        throw new NotPlainException();
    }

    @Override
    public BigInteger getBigIntegerValue() {
        throw new NotPlainException();
    }

    @Override
    public BigDecimal getDecimalValue() {
        throw new NotPlainException();
    }

    @Override
    public byte[] getBinaryValue(Base64Variant variant) {
        throw new NotPlainException();
    }

    @Override
    public String getValueAsString(String otherwise) {
        throw new NotPlainException();
    }
}
