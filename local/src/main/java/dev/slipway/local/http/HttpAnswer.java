package dev.slipway.local.http;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
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
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON = "application/json";
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    /** An answer with a JSON body. */
    public static HttpAnswer json(int status, Json body) {
        return new HttpAnswer(status, Map.of(CONTENT_TYPE, JSON), JsonText.canonical(body));
    }

    /** An error, in the form of the V2 protocol. */
    public static HttpAnswer error(int status, String message) {
        return json(status, Json.object().with("error", Json.of(message)));
    }

    /** An answer to a method that a path does not have. Whoever may GET may ask with HEAD. */
    public static HttpAnswer wrongMethod(String found, String expected) {
        return error(405, "method " + found + " is not for this path; expected " + expected)
                .with("Allow", expected.replace("GET", "GET, HEAD"));
    }

    /** Whether it has a header, in any case. */
    public boolean has(String name) {
        if (headers.containsKey(name)) {
            return true;
        }
        for (String header : headers.keySet()) {
            if (header.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** The same with one more header. */
    public HttpAnswer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpAnswer(status, more, body);
    }

    /** Sends it: without the body where the client asked for none, but saying how long it would be. */
    public void send(ServerRequest request, ServerResponse response) {
        response.status(Status.create(status));
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (!isFraming(header.getKey())) {
                response.header(HeaderValues.create(header.getKey(), header.getValue()));
            }
        }
        boolean asked = !request.prologue().method().equals(Method.HEAD);
        if (status == NO_CONTENT || status == NOT_MODIFIED) {
            response.send();
        } else if (asked) {
            response.send(body);
        } else {
            response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, body.length));
            response.send();
        }
    }

    /** Headers that belong to this connection, not to whoever made the answer. */
    private static boolean isFraming(String name) {
        return name.equalsIgnoreCase("content-length")
                || name.equalsIgnoreCase("transfer-encoding")
                || name.equalsIgnoreCase("connection");
    }
}
