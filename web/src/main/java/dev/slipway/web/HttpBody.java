package dev.slipway.web;

import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

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

    /** There was no memory for all of it, and it was thrown away. */
    record NoRoom() implements HttpBody {}

    /** Gives memory to a body as it comes, so that a sender holds no more of it than was sent. */
    @FunctionalInterface
    interface Room {
        /** Whether so many bytes in all may be held. */
        boolean reach(long bytes);
    }

    /** What a body gets at once at most; the rest as it comes, since its sender may never send it, in bytes. */
    int SMALL = 64 * 1024;

    /** What is read and thrown away of a body that is too large, so that its sender gets to read the answer, in bytes. */
    long DRAIN = 128L * 1024 * 1024;

    /**
     * Reads a request's body. Where some of it stays unread, the connection closes after the answer.
     *
     * @param limit the most bytes to take
     * @param free how many bytes are held without asking for room; at least one, at most {@link #SMALL}
     * @param room asked before more are held
     */
    static HttpBody read(ServerRequest request, ServerResponse response, int limit, int free, Room room) {
        if (!request.content().hasEntity()) {
            return new Whole(new byte[0]);
        }
        long declared = request.headers().contentLength().orElse(-1);
        if (declared > limit && request.headers().containsToken(HeaderValues.EXPECT_100)) {
            response.header(HeaderValues.CONNECTION_CLOSE);
            return new TooLarge(declared);
        }
        try {
            return read(request.content().inputStream(), declared, response, limit, free, room);
        } catch (RequestException | CloseConnectionException e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            response.header(HeaderValues.CONNECTION_CLOSE);
            return new Broken("the request's body cannot be read: " + e.getMessage());
        }
    }

    private static HttpBody read(InputStream in, long declared, ServerResponse response, int limit, int free, Room room)
            throws IOException {
        if (declared > limit) {
            return new TooLarge(Math.max(declared, drain(in, response)));
        }
        byte[] body = new byte[declared < 0 ? free : (int) Math.min(declared, free)];
        int size = in.readNBytes(body, 0, body.length);
        while (size == body.length && size <= limit && size != declared) {
            int larger = (int) Math.min(declared < 0 ? limit + 1L : declared, 2L * size);
            if (!room.reach(larger)) {
                drain(in, response);
                return new NoRoom();
            }
            body = Arrays.copyOf(body, larger);
            size += in.readNBytes(body, size, larger - size);
        }
        if (size < declared) {
            throw new EOFException("it ended early");
        }
        if (size > limit) {
            return new TooLarge(size + drain(in, response));
        }
        return new Whole(size == body.length ? body : Arrays.copyOf(body, size));
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
