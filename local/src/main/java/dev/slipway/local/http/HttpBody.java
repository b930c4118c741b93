package dev.slipway.local.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** A request's body, read up to a limit. */
public sealed interface HttpBody {

    /**
     * It was read whole.
     *
     * @param bytes the body; empty where there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record Whole(byte[] bytes) implements HttpBody {}

    /**
     * It is over the limit, and was thrown away.
     *
     * @param size how large it says it is, or how much of it came
     */
    record TooLarge(long size) implements HttpBody {}

    /** What is read and thrown away of a body that is too large, so that its sender gets to read the answer. */
    long DRAIN = 64L * 1024 * 1024;

    /**
     * Reads a request's body.
     *
     * @param limit the most bytes to take
     */
    static HttpBody read(ServerRequest request, ServerResponse response, int limit) throws IOException {
        if (!request.content().hasEntity()) {
            return new Whole(new byte[0]);
        }
        OptionalLong declared = request.headers().contentLength();
        InputStream in = request.content().inputStream();
        if (declared.isPresent() && declared.getAsLong() > limit) {
            return new TooLarge(Math.max(declared.getAsLong(), drain(in, response)));
        }
        byte[] body = in.readNBytes(limit + 1);
        return body.length > limit ? new TooLarge(body.length + drain(in, response)) : new Whole(body);
    }

    private static long drain(InputStream in, ServerResponse response) throws IOException {
        byte[] waste = new byte[64 * 1024];
        long drained = 0;
        int count = in.read(waste);
        while (count >= 0 && drained < DRAIN) {
            drained += count;
            count = in.read(waste);
        }
        if (count >= 0) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        return drained;
    }
}
