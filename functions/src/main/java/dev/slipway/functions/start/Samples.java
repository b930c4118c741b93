package dev.slipway.functions.start;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.slipway.functions.engine.ModelLoadException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The requests of a {@code samples.jsonl}, cut out byte by byte as they stand there. */
final class Samples {

    private Samples() {}

    static List<byte[]> requests(byte[] lines) {
        List<byte[]> requests = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(lines)) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                    parser.nextToken();
                    int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
                    parser.skipChildren();
                    if (key.equals("request") && parser.currentToken() == JsonToken.END_OBJECT) {
                        int end = Math.toIntExact(parser.currentLocation().getByteOffset());
                        requests.add(Arrays.copyOfRange(lines, start, end));
                    }
                }
            }
            return requests;
        } catch (IOException e) {
            throw new ModelLoadException("the golden samples are not JSON lines: " + e.getMessage(), e);
        }
    }
}
