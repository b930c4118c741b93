package dev.slipway.local.stage;

import dev.slipway.local.http.HttpAnswer;
import dev.slipway.local.stage.EventHub.Message;
import dev.slipway.local.stage.EventHub.Watcher;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code /stage/events}: server-sent events. Each connection begins with the whole status, so that one that was lost
 * and comes again has missed nothing that still holds. Source: html.spec.whatwg.org, "Server-sent events".
 */
final class EventStream {

    private static final long HEARTBEAT_MILLIS = 10_000;
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final EventHub hub;
    private final Supplier<Message> status;

    /**
     * Streams of what a hub passes on.
     *
     * @param status the whole status, as a message
     */
    EventStream(EventHub hub, Supplier<Message> status) {
        this.hub = hub;
        this.status = status;
    }

    /** Serves one who watches, until they go or fall behind. */
    void serve(ServerRequest request, ServerResponse response) throws IOException {
        Optional<Watcher> joined = hub.join();
        if (joined.isEmpty()) {
            HttpAnswer.error(503, "too many watch already")
                    .with("Retry-After", "5")
                    .send(request, response);
            return;
        }
        Watcher watcher = joined.get();
        response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "text/event-stream"));
        response.header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
        response.header(HeaderValues.CONNECTION_CLOSE);
        try (OutputStream out = response.outputStream()) {
            write(out, status.get());
            while (!watcher.lost()) {
                Optional<Message> message = watcher.next(HEARTBEAT_MILLIS);
                if (message.isPresent()) {
                    write(out, message.get());
                } else {
                    out.write(HEARTBEAT);
                    out.flush();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            hub.leave(watcher);
        }
    }

    private static void write(OutputStream out, Message message) throws IOException {
        out.write(("event: " + message.type() + "\ndata: " + message.data() + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
