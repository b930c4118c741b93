package dev.slipway.core.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Some text is not the JSON that was expected; the message says where and why. */
public final class JsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The parser's own words for where an array or object begins, which name a source it does not know. */
    private static final Pattern START_MARKER = Pattern.compile("\\s*\\(start marker at .*", Pattern.DOTALL);

    private final int line;
    private final int column;

    /** A complaint about a place in a text. Lines and columns count from 1; 0 where the place is not known. */
    public JsonException(int line, int column, String message) {
        super(message);
        this.line = line;
        this.column = column;
    }

    static JsonException of(JsonProcessingException e) {
        @Nullable JsonLocation location = e.getLocation();
        return new JsonException(
                location == null ? 0 : location.getLineNr(),
                location == null ? 0 : location.getColumnNr(),
                START_MARKER.matcher(e.getOriginalMessage()).replaceFirst(""));
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    /** The line, from 1; 0 where it is not known. */
    public int line() {
        return line;
    }

    /** The column, from 1; 0 where it is not known. */
    public int column() {
        return column;
    }
}
