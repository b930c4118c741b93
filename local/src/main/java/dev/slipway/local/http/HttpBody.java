package dev.slipway.local.http;

import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

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

    /**
     * It broke off, or is not what it says it is: nothing after it on its connection can be trusted.
     *
     * @param why what is wrong with it, for people
     */
    record Broken(String why) implements HttpBody {}

    /** A body up to so many bytes gets its memory at once; a larger one as it comes, since its sender may never send it. */
    int SMALL = 64 * 1024;

    /** What is read and thrown away of a body that is too large, so that its sender gets to read the answer, in bytes. */
    long DRAIN = 16L * 1024 * 1024;

    /** How many bytes {@link #read} holds at most: what the request says, or the limit where it does not say. */
    static long mostBytes(ServerRequest request, int limit) {
        return request.content().hasEntity()
                ? Math.min(limit, request.headers().contentLength().orElse(limit))
                : 0;
    }

    /**
     * Reads a request's body. Where some of it stays unread, the connection closes after the answer.
     *
     * @param limit the most bytes to take
     */
    static HttpBody read(ServerRequest request, ServerResponse response, int limit) {
        if (!request.content().hasEntity()) {
            return new Whole(new byte[0]);
        }
        long declared = request.headers().contentLength().orElse(-1);
        if (declared > limit && request.headers().containsToken(HeaderValues.EXPECT_100)) {
            response.header(HeaderValues.CONNECTION_CLOSE);
            return new TooLarge(declared);
        }
        try {
            return read(request.content().inputStream(), declared, response, limit);
        } catch (RequestException | CloseConnectionException e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            response.header(HeaderValues.CONNECTION_CLOSE);
            return new Broken("the request's body cannot be read: " + e.getMessage());
        }
    }

    private static HttpBody read(InputStream in, long declared, ServerResponse response, int limit) throws IOException {
        if (declared > limit) {
            return new TooLarge(Math.max(declared, drain(in, response)));
        }
        if (declared >= 0 && declared <= SMALL) {
            byte[] body = new byte[(int) declared];
            if (in.readNBytes(body, 0, body.length) < body.length) {
                throw new EOFException("it ended early");
            }
            return new Whole(body);
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
