package dev.slipway.serve;

import dev.slipway.web.HttpBody;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What answers at the port from the moment it is taken: that it lives and is not ready, until the model is loaded. A port that
 * cannot be had is told before a large model is.
 */
final class Door implements Handler {

    private static final String HEALTH = "{\"live\":true,\"ready\":false}";
    private static final String LOADING = "{\"error\":\"the model is being loaded; try again later\"}";

    private volatile @Nullable Handler opened;

    /** From now on this answers. */
    void open(Handler handler) {
        opened = handler;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws Exception {
        Handler handler = opened;
        if (handler != null) {
            handler.handle(request, response);
            return;
        }
        // Read and thrown away, so that its sender gets to read the answer.
        HttpBody.read(request, response, HttpBody.SMALL, HttpBody.SMALL, _ -> false);
        String path = request.prologue().uriPath().rawPath();
        boolean live = path.equals("/v2/health/live");
        byte[] body = (live || path.equals("/v2/health/ready") ? HEALTH : LOADING).getBytes(StandardCharsets.UTF_8);
        response.header(HeaderValues.CONTENT_TYPE_JSON);
        if (!live) {
            response.status(Status.SERVICE_UNAVAILABLE_503).header(HeaderValues.create(HeaderNames.RETRY_AFTER, "1"));
        }
        if (request.prologue().method().equals(Method.HEAD)) {
            response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, body.length));
            response.send();
        } else {
            response.send(body);
        }
    }
}
