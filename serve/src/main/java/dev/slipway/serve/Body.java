package dev.slipway.serve;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request's body on the wire. */
final class Body {

    /** What is read and thrown away of a refused body, so that its sender gets to read the answer. */
    private static final long DRAIN = 128L << 20;

    private static final int CHUNK = 64 * 1024;

    private final ServerRequest request;
    private final int limit;
    private @Nullable InputStream stream;

    Body(ServerRequest request, int limit) {
        this.request = request;
        this.limit = limit;
    }

    /** How many bytes it may have: what it says, or the limit where it does not say; -1 where there is none. */
    long size() {
        return request.content().hasEntity() ? request.headers().contentLength().orElse(limit) : -1;
    }

    /** The library hands it out once. */
    private InputStream stream() {
        InputStream opened = stream == null ? request.content().inputStream() : stream;
        stream = opened;
        return opened;
    }

    /** All of it; absent where it is over the limit. */
    Optional<byte[]> read() throws IOException {
        InputStream in = stream();
        long declared = request.headers().contentLength().orElse(limit);
        byte[] body = in.readNBytes((int) Math.min(declared, limit));
        return in.read() < 0 ? Optional.of(body) : Optional.empty();
    }

    /** Throws away what is left. */
    void drain(ServerResponse response) throws IOException {
        InputStream in = stream();
        byte[] waste = new byte[CHUNK];
        long drained = 0;
        int count = in.read(waste);
        while (count >= 0 && drained < DRAIN) {
            drained += count;
            count = in.read(waste);
        }
        if (count >= 0) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
    }
}
