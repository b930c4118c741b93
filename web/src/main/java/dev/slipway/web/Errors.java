package dev.slipway.web;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What goes wrong before our own code sees it, told in the V2 protocol's form. */
final class Errors {

    private Errors() {}

    /**
     * Handlers for all that can go wrong.
     *
     * @param isOurs whether a request was in our hands when it went wrong; what the library cannot read was never
     */
    static DirectHandlers handlers(BooleanSupplier isOurs) {
        DirectHandler ours = (_, type, status, headers, message) -> {
            headers.set(HeaderValues.CONTENT_TYPE_JSON);
            boolean broken = type == DirectHandler.EventType.INTERNAL_ERROR;
            boolean unreadable = broken && !isOurs.getAsBoolean();
            return DirectHandler.TransportResponse.builder()
                    .keepAlive(!broken)
                    .status(unreadable ? Status.BAD_REQUEST_400 : status)
                    .headers(headers)
                    .entity(body(unreadable ? "the request is no HTTP" : words(status, message)))
                    .build();
        };
        DirectHandlers.Builder builder = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            builder.addHandler(type, ours);
        }
        return builder.build();
    }

    static byte[] body(String message) {
        return JsonText.canonical(Json.object().with("error", Json.of(message)));
    }

    private static String words(Status status, @Nullable String message) {
        boolean internal = status.code() >= Status.INTERNAL_SERVER_ERROR_500.code();
        return message == null || message.isEmpty() || internal ? status.reasonPhrase() : message;
    }
}
