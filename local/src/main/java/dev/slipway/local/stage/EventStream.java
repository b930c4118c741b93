package dev.slipway.local.stage;

import dev.slipway.local.http.HttpAnswer;
import dev.slipway.local.stage.EventHub.Message;
import dev.slipway.local.stage.EventHub.Sent;
import dev.slipway.local.stage.EventHub.Watcher;
import io.helidon.http.HeaderName;
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
 * {@code /stage/events}: server-sent events. A connection begins with the whole status; one that was lost for a moment,
 * and says what it got last, is told what it missed instead. Source: html.spec.whatwg.org, "Server-sent events".
 */
final class EventStream {

    private static final long HEARTBEAT_MILLIS = 10_000;
    private static final byte[] HEARTBEAT = bytes(":\n\n");

    /** How long a browser waits before it comes back. */
    private static final byte[] RETRY = bytes("retry: 1000\n\n");

    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");

    private final EventHub hub;
    private final String start;
    private final Supplier<Message> status;

    /**
     * Streams of what a hub passes on.
     *
     * @param start names this run of the stage: messages of another run cannot be gone on from
     * @param status the whole status, as a message
     */
    EventStream(EventHub hub, String start, Supplier<Message> status) {
        this.hub = hub;
        this.start = start;
        this.status = status;
    }

    /** Serves one who watches, until they go or fall behind. */
    void serve(ServerRequest request, ServerResponse response) throws IOException {
        Optional<Watcher> joined =
                hub.join(request.headers().first(LAST_EVENT_ID).flatMap(this::number));
        if (joined.isEmpty()) {
            HttpAnswer.error(503, "too many watch already")
                    .with("Retry-After", "5")
                    .send(request, response);
            return;
        }
        Watcher watcher = joined.get();
        response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "text/event-stream"));
        response.header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
        response.header(HeaderValues.create("X-Content-Type-Options", "nosniff"));
        response.header(HeaderValues.CONNECTION_CLOSE);
        try (OutputStream out = response.outputStream()) {
            out.write(RETRY);
            if (!watcher.goesOn()) {
                write(out, new Sent(status.get(), Optional.of(watcher.joinedAfter())));
            }
            out.flush();
            while (!watcher.lost()) {
                Optional<Sent> sent = watcher.next(HEARTBEAT_MILLIS);
                if (sent.isPresent()) {
                    write(out, sent.get());
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

    /** The number in {@code start-number}; empty where it is of another run. */
    private Optional<Long> number(String id) {
        String prefix = start + "-";
        String number = id.startsWith(prefix) ? id.substring(prefix.length()) : "";
        return number.matches("\\d{1,18}") ? Optional.of(Long.valueOf(number)) : Optional.empty();
    }

    private void write(OutputStream out, Sent sent) throws IOException {
        String id = sent.number()
                .map(number -> "id: " + start + "-" + number + "\n")
                .orElse("");
        out.write(bytes(id + "event: " + sent.message().type() + "\ndata: "
                + sent.message().data() + "\n\n"));
        out.flush();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
