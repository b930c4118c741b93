package dev.slipway.packager.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.slipway.packager.format.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A fast tokenizer's {@code tokenizer.json} (github.com/huggingface/tokenizers). Read as a stream, so a vocabulary of any
 * size needs no memory.
 *
 * @param kind how it makes tokens: {@code BPE}, {@code WordPiece}, {@code Unigram}, {@code WordLevel}
 * @param vocabulary how many tokens it knows
 * @param longest after how many tokens a text is cut off
 * @param padding whether it pads the texts of a call to one length by itself
 */
public record TokenizerFile(String kind, long vocabulary, long longest, boolean padding) {

    /** The file's name, beside the model's. */
    public static final String NAME = "tokenizer.json";

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads the file.
     *
     * @throws FormatException where it is no fast tokenizer, or one that would let texts of any length into the model
     */
    public static TokenizerFile read(InputStream in) throws IOException {
        try (JsonParser json = JSON.createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new FormatException(NAME + " holds no JSON object");
            }
            Reading reading = new Reading();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                reading.field(json);
            }
            return reading.file();
        } catch (JsonProcessingException e) {
            throw new FormatException(NAME + " is no JSON: " + e.getOriginalMessage());
        }
    }

    private static final class Reading {

        private Optional<String> kind = Optional.empty();
        private OptionalLong longest = OptionalLong.empty();
        private long vocabulary;
        private long added;
        private boolean padding;

        void field(JsonParser json) throws IOException {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "truncation" -> truncation(json, value);
                case "padding" -> {
                    padding = value == JsonToken.START_OBJECT;
                    json.skipChildren();
                }
                case "added_tokens" -> added = elements(json, value);
                case "model" -> model(json, value);
                default -> json.skipChildren();
            }
        }

        private void truncation(JsonParser json, JsonToken value) throws IOException {
            if (value != JsonToken.START_OBJECT) {
                json.skipChildren();
                return;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean length = json.currentName().equals("max_length");
                if (json.nextToken() == JsonToken.VALUE_NUMBER_INT && length) {
                    longest = OptionalLong.of(json.getLongValue());
                }
                json.skipChildren();
            }
        }

        private void model(JsonParser json, JsonToken value) throws IOException {
            if (value != JsonToken.START_OBJECT) {
                json.skipChildren();
                return;
            }
            // Files of before version 0.10 do not name it.
            kind = Optional.of("a tokenizer");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken part = json.nextToken();
                switch (name) {
                    case "type" -> kind = Optional.of(json.getText());
                    case "vocab" -> vocabulary = elements(json, part);
                    default -> json.skipChildren();
                }
            }
        }

        /** How many elements an array has, or an object. */
        private static long elements(JsonParser json, JsonToken value) throws IOException {
            long count = 0;
            if (value == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    json.nextToken();
                    json.skipChildren();
                    count++;
                }
            } else if (value == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    json.skipChildren();
                    count++;
                }
            }
            return count;
        }

        TokenizerFile file() {
            if (kind.isEmpty()) {
                throw new FormatException(NAME + " has no \"model\"; expected the file that a fast tokenizer saves:"
                        + " tokenizer.save(\"" + NAME + "\")");
            }
            if (longest.isEmpty()) {
                throw new FormatException(NAME + " cuts off no text, so a long one would fail in the model or take all"
                        + " memory; save it after tokenizer.enable_truncation(max_length=...), as long as the model"
                        + " takes");
            }
            return new TokenizerFile(kind.get(), Math.max(vocabulary, added), longest.getAsLong(), padding);
        }
    }
}
