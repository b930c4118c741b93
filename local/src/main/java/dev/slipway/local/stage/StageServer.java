package dev.slipway.local.stage;

import dev.slipway.core.spec.ProblemsException;
import dev.slipway.local.http.HttpAnswer;
import dev.slipway.web.HttpServer;
import dev.slipway.web.ServerOptions;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The stage's HTTP server: models below {@code /v2}, the stage's own door below {@code /stage}. */
final class StageServer implements AutoCloseable {

    /** What is read of a body that is over every limit, before the connection is closed on its sender. */
    private static final long MOST_BODY = 128L * 1024 * 1024;

    private final HttpServer server;
    private final StageAddress address;
    private final Consumer<String> complaints;
    private volatile @Nullable Handler models;
    private volatile @Nullable Handler stage;

    private StageServer(String host, int port, Consumer<String> complaints) {
        this.complaints = complaints;
        this.server = HttpServer.start(ServerOptions.at(host, port, MOST_BODY), this::answer);
        this.address = new StageAddress(host, server.port());
    }

    /**
     * Takes the port. Until {@link #serve}, everything is answered with 503.
     *
     * @param complaints hears of requests that we failed to answer
     * @throws ProblemsException where the host or the port cannot be had
     */
    static StageServer bind(String host, int port, Consumer<String> complaints) {
        return new StageServer(host, port, complaints);
    }

    StageAddress address() {
        return address;
    }

    /** Begins to answer. */
    void serve(Handler forModels, Handler forStage) {
        models = forModels;
        stage = forStage;
    }

    private void answer(ServerRequest request, ServerResponse response) throws Exception {
        try {
            route(request, response);
        } catch (RequestException | CloseConnectionException e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            if (response.isSent() || response.bytesWritten() > 0) {
                throw e;
            }
            complaints.accept(request.prologue().method().text() + " "
                    + request.prologue().uriPath().rawPath() + " was not answered: " + e);
            HttpAnswer.error(500, "the stage failed; it says why where it was started")
                    .send(request, response);
        }
    }

    private void route(ServerRequest request, ServerResponse response) throws Exception {
        String path = request.prologue().uriPath().rawPath();
        @Nullable Handler handler = isBelow(path, "/v2") ? models : isBelow(path, "/stage") ? stage : null;
        if (handler != null) {
            handler.handle(request, response);
        } else if (models == null) {
            HttpAnswer.error(503, "the stage is starting")
                    .with("Retry-After", "1")
                    .send(request, response);
        } else {
            HttpAnswer.error(404, "no such path: " + path + "; models answer at /v2/models/{model}/infer")
                    .send(request, response);
        }
    }

    private static boolean isBelow(String path, String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }

    @Override
    public void close() {
        server.close();
    }
}
