package dev.slipway.serve;

import dev.slipway.functions.v2.HttpAnswer;
import dev.slipway.web.HttpBody;
import dev.slipway.web.MemoryBudget;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes requests on, or refuses them, within {@link Limits}. First room for the body, which is waited for as it comes, then for
 * what is made of it, then a place in the queue, then a turn: a client that sends its body slowly holds neither place nor turn, and no room either where
 * the body is small.
 */
final class Admission {

    private static final int LEAST_FREE = 1024;

    /** The share of the longest body that each holds without asking for room. */
    private static final int SMALL_SHARE = 1024;

    /** A large body is in memory so many times more while it is worked on: as tensors, as what the engine makes of them, as an answer. */
    private static final int COPIES = 4;

    /** The part of the memory for bodies that come: who sends slowly, or never the rest, holds none of the other part. */
    private static final int ARRIVING_PART = 3;

    private final Limits limits;
    private final Semaphore places;
    private final MemoryBudget arriving;
    private final MemoryBudget working;

    /** Not in order: who has a processor goes on, where a queue would have all wait for a thread that has none. */
    private final Semaphore turns;

    Admission(Limits limits) {
        this.limits = limits;
        this.places = new Semaphore(limits.running() + limits.waiting());
        this.arriving = new MemoryBudget(limits.bodies() / ARRIVING_PART);
        this.working = new MemoryBudget(limits.bodies() - limits.bodies() / ARRIVING_PART);
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

    /** What one request will hold of the memory for bodies and answers, until it is closed. */
    MemoryBudget.Growing room() {
        return arriving.growing(limits.patience());
    }

    /** An answer is held in its body's place. One that is small needs no room, as a small body needs none. */
    void holds(MemoryBudget.Growing room, HttpAnswer answer) {
        int length = answer.body().array().length;
        room.hold(length <= free() ? 0 : length);
    }

    /**
     * Answers a request within the limits.
     *
     * @param request reads the body, before its turn
     * @param room what its body holds from now on
     * @param refused makes the answer of a refusal
     */
    HttpAnswer admit(Request request, MemoryBudget.Growing room, Refused refused) throws InterruptedException {
        return switch (request.read(limits.body(), free(), room::reach)) {
            case HttpBody.Whole(byte[] body) ->
                body.length <= free() ? placed(body, request, refused) : worked(body, request, refused);
            case HttpBody.TooLarge(long size) -> refused.answer(tooLarge(size));
            case HttpBody.Broken(String why) -> refused.answer(new Refusal(400, why, false));
            case HttpBody.NoRoom() -> refused.answer(noRoom());
        };
    }

    /** What a body holds without asking: as many as there are connections are little. */
    private int free() {
        return Math.clamp(limits.body() / SMALL_SHARE, LEAST_FREE, HttpBody.SMALL);
    }

    private HttpAnswer worked(byte[] body, Request request, Refused refused) throws InterruptedException {
        Optional<MemoryBudget.Share> room = working.take((long) body.length * COPIES, limits.patience());
        try (MemoryBudget.Share _ = room.orElse(() -> {})) {
            return room.isPresent() ? placed(body, request, refused) : refused.answer(noRoom());
        }
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
                503,
                "too many large bodies at once: no memory became free for this one within "
                        + limits.patience().toSeconds() + " s; try again later",
                true);
    }

    private Refusal tooLarge(long size) {
        return new Refusal(
                413,
                "the body has " + size + " bytes or more; expected at most " + limits.body() + ": send fewer rows",
                false);
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
