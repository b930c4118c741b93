package dev.slipway.packager.xgboost;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.slipway.packager.format.FormatException;
import java.io.IOException;
import java.io.InputStream;

/** JSON. */
final class JsonTokens implements Tokens {

    private final JsonParser parser;

    JsonTokens(InputStream in) throws IOException {
        parser = new JsonFactory().createParser(in);
    }

    @Override
    public Kind next() throws IOException {
        JsonToken token;
        try {
            token = parser.nextToken();
        } catch (StreamReadException | StreamConstraintsException e) {
            throw new FormatException("it is not JSON: " + e.getOriginalMessage() + " at byte "
                    + e.getLocation().getByteOffset());
        }
        if (token == null) {
            throw new FormatException("it ends too early");
        }
        return switch (token) {
            case START_OBJECT -> Kind.OBJECT;
            case START_ARRAY -> Kind.LIST;
            case END_OBJECT, END_ARRAY -> Kind.END;
            case FIELD_NAME -> Kind.KEY;
            case VALUE_STRING -> Kind.TEXT;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> Kind.LITERAL;
        };
    }

    @Override
    public String text() throws IOException {
        try {
            return parser.getText();
        } catch (StreamReadException | StreamConstraintsException e) {
            throw new FormatException("it is not JSON: " + e.getOriginalMessage());
        }
    }

    @Override
    public void skip() throws IOException {
        int depth = 1;
        while (depth > 0) {
            switch (next()) {
                case OBJECT, LIST -> depth++;
                case END -> depth--;
                case KEY, TEXT, NUMBER, LITERAL -> {}
            }
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
