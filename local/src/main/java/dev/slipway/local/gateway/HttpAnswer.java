package dev.slipway.local.gateway;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back to a client.
 *
 * @param status the HTTP status
 * @param headers by name
 * @param body the body's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON = "application/json";

    /** An answer with a JSON body. */
    static HttpAnswer json(int status, Json body) {
        return new HttpAnswer(status, Map.of(CONTENT_TYPE, JSON), JsonText.canonical(body));
    }

    /** An error in the form of the V2 protocol. */
    static HttpAnswer error(int status, String message) {
        return json(status, Json.object().with("error", Json.of(message)));
    }

    /** The same with one more header. */
    HttpAnswer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpAnswer(status, more, body);
    }
}
