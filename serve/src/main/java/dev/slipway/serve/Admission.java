package dev.slipway.serve;

import dev.slipway.functions.v2.HttpAnswer;
import dev.slipway.web.HttpBody;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes requests on, or refuses them, within {@link Limits}. First room for the body, then a place in the queue, then a
 * turn: a client that sends its body slowly holds neither place nor turn, and no room either where the body is small.
 */
final class Admission {

    private static final int KILOBYTE = 1024;

    /** The share of the longest body that each holds without asking for room. */
    private static final int SMALL_SHARE = 1024;

    private final Limits limits;
    private final Semaphore places;
    private final Semaphore kilobytes;

    /** Not in order: who has a processor goes on, where a queue would have all wait for a thread that has none. */
    private final Semaphore turns;

    Admission(Limits limits) {
        this.limits = limits;
        this.places = new Semaphore(limits.running() + limits.waiting());
        this.kilobytes = new Semaphore(kilobytes(limits.bodies()));
        this.turns = new Semaphore(limits.running());
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
     * @param request reads the body, before its turn
     * @param refused makes the answer of a refusal
     */
    HttpAnswer admit(Request request, Refused refused) throws InterruptedException {
        try (Room room = new Room()) {
            return switch (request.read(limits.body(), free(), room::reach)) {
                case HttpBody.Whole(byte[] body) -> placed(body, request, refused);
                case HttpBody.TooLarge(long size) -> refused.answer(tooLarge(size));
                case HttpBody.Broken(String why) -> refused.answer(new Refusal(400, why, false));
                case HttpBody.NoRoom() -> refused.answer(noRoom());
            };
        }
    }

    /** What a body holds without asking: as many as there are connections are little. */
    private int free() {
        return Math.clamp(limits.body() / SMALL_SHARE, KILOBYTE, HttpBody.SMALL);
    }

    private HttpAnswer placed(byte[] body, Request request, Refused refused) throws InterruptedException {
        if (!places.tryAcquire()) {
            return refused.answer(new Refusal(
                    429, limits.waiting() + " requests wait already; expected fewer at a time: try again later", true));
        }
        try {
            return inTurn(body, request, refused);
        } finally {
            places.release();
        }
    }

    private HttpAnswer inTurn(byte[] body, Request request, Refused refused) throws InterruptedException {
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

    private Refusal noRoom() {
        return new Refusal(
                503, "bodies of " + limits.bodies() + " bytes together are held already; try again later", true);
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

    /** What one body holds of the room for all of them; it grows as the body comes. */
    private final class Room implements AutoCloseable {
        private int held;

        boolean reach(long bytes) {
            int more = Math.max(0, kilobytes(bytes) - held);
            boolean given = kilobytes.tryAcquire(more);
            held += given ? more : 0;
            return given;
        }

        @Override
        public void close() {
            kilobytes.release(held);
        }
    }

    /** A request that was taken on. */
    interface Request {
        /** Its body, up to a limit; it asks for room for what is more than is free. */
        HttpBody read(int limit, int free, HttpBody.Room room);

        /** Its answer. */
        HttpAnswer answer(byte[] body);
    }

    /** Makes answers of refusals. */
    @FunctionalInterface
    interface Refused {
        /** The answer to a refused request. */
        HttpAnswer answer(Refusal refusal);
    }
}
