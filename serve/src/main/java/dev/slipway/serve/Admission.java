package dev.slipway.serve;

import dev.slipway.functions.v2.HttpAnswer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes requests on, or refuses them, within {@link Limits}. First room for the body, then a place in the queue, then a
 * turn: a client that sends its body slowly holds neither place nor turn, and no room either where the body is small.
 */
final class Admission {

    private static final int KILOBYTE = 1024;

    /** A body of this share of the longest one, or less, asks for no room: as many as there are connections are little. */
    private static final int SMALL_SHARE = 1024;

    private final Limits limits;
    private final Semaphore places;
    private final Semaphore kilobytes;
    private final Semaphore turns;

    Admission(Limits limits) {
        this.limits = limits;
        this.places = new Semaphore(limits.running() + limits.waiting());
        this.kilobytes = new Semaphore(kilobytes(limits.bodies()));
        this.turns = new Semaphore(limits.running(), true);
    }

    /** How many predictions run. */
    int running() {
        return limits.running() - turns.availablePermits();
    }

    /** How many requests were taken on and do not run: they wait for their turn. */
    int waiting() {
        return Math.max(0, limits.running() + limits.waiting() - places.availablePermits() - running());
    }

    /**
     * Answers a request within the limits.
     *
     * @param size how many bytes its body may have
     * @param request reads the body, before its turn
     * @param refused makes the answer of a refusal
     */
    HttpAnswer admit(long size, Request request, Refused refused) throws IOException, InterruptedException {
        if (size > limits.body()) {
            return refused.answer(tooLarge(size));
        }
        int room = size <= limits.body() / SMALL_SHARE ? 0 : kilobytes(size);
        if (!kilobytes.tryAcquire(room)) {
            return refused.answer(new Refusal(
                    503, "bodies of " + limits.bodies() + " bytes together are held already; try again later", true));
        }
        try {
            return placed(request, refused);
        } finally {
            kilobytes.release(room);
        }
    }

    private HttpAnswer placed(Request request, Refused refused) throws IOException, InterruptedException {
        Optional<byte[]> body = request.read();
        if (body.isEmpty()) {
            return refused.answer(tooLarge(limits.body() + 1L));
        }
        if (!places.tryAcquire()) {
            return refused.answer(new Refusal(
                    429, limits.waiting() + " requests wait already; expected fewer at a time: try again later", true));
        }
        try {
            return inTurn(body.get(), request, refused);
        } finally {
            places.release();
        }
    }

    private HttpAnswer inTurn(byte[] body, Request request, Refused refused) throws IOException, InterruptedException {
        if (!turns.tryAcquire(limits.patience().toNanos(), TimeUnit.NANOSECONDS)) {
            return refused.answer(new Refusal(
                    503, "no turn came within " + limits.patience().toSeconds() + " s; try again later", true));
        }
        try {
            return request.answer(body);
        } finally {
            turns.release();
        }
    }

    private Refusal tooLarge(long size) {
        return new Refusal(
                413,
                "the body has " + size + " bytes or more; expected at most " + limits.body() + ": send fewer rows",
                false);
    }

    private static int kilobytes(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(bytes, KILOBYTE));
    }

    /** A request that was taken on. */
    interface Request {
        /** Its body; absent where it is over the limit after all. */
        Optional<byte[]> read() throws IOException;

        /** Its answer. */
        HttpAnswer answer(byte[] body);
    }

    /** Makes answers of refusals. */
    @FunctionalInterface
    interface Refused {
        /** The answer to a refused request. */
        HttpAnswer answer(Refusal refusal) throws IOException;
    }
}
