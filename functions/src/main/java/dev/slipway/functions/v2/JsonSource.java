package dev.slipway.functions.v2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.regex.Pattern;

/** The JSON part of a body, which can be read from its start or again from a place in it. */
final class JsonSource {

    private static final int SHOWN = 40;

    private final byte[] bytes;
    private final int offset;
    private final int length;

    JsonSource(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    /** A parser of what is plain, which throws {@link dev.slipway.core.json.NotPlainException} where something is not. */
    JsonParser plain() {
        return new PlainRequestParser(bytes, offset, offset + length);
    }

    /** A parser of all that is JSON. */
    JsonParser parser() throws IOException {
        return Any.FACTORY.createParser(bytes, offset, length);
    }

    /** A parser of the bytes from {@code start} up to {@code end}, both as {@link #parser()} counts them. */
    JsonParser parser(long start, long end) throws IOException {
        return Any.FACTORY.createParser(bytes, offset + Math.toIntExact(start), Math.toIntExact(end - start));
    }

    /** How many bytes are left behind this place: no array that starts here has more. */
    long after(JsonParser parser) {
        return length - parser.currentTokenLocation().getByteOffset();
    }

    /** What the parser stands on, in words. */
    static String found(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING -> "the string \"" + shorten(parser.getText()) + "\"";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> shorten(parser.getText());
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something else";
            case null -> "nothing";
        };
    }

    /** Enough of a client's text to know it by. */
    static String shorten(String text) {
        if (text.length() <= SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return text.substring(0, end) + "...";
    }

    /** Made when there is the first request that is not plain. */
    private static final class Any {

        /** Deep enough for any tensor, and shallow enough for any stack. */
        private static final int MAX_DEPTH = 64;

        static final JsonFactory FACTORY = new NumbersFactory(new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build()));
    }

    /** Made when there is the first complaint, and not in every start. */
    private static final class Complaints {

        /** What a parser says to programmers about its own settings. */
        static final Pattern JARGON =
                Pattern.compile(": enable `.*|, from `[^`]*`| \\((?:for \\w+ starting|start marker) at .*");
    }

    /** A parser's complaint without the source it quotes. */
    static String explain(JsonProcessingException e) {
        String message = Complaints.JARGON.matcher(e.getOriginalMessage()).replaceAll("");
        String hint = message.contains("Non-standard token")
                ? "; NaN and infinities have no JSON form: send the tensor as binary tensor data"
                : "";
        String place = e.getLocation() == null
                ? ""
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ": ";
        return place + message.lines().findFirst().orElse("") + hint;
    }
}
