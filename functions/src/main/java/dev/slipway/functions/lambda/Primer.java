package dev.slipway.functions.lambda;

import dev.slipway.functions.json.JsonBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Warms the whole path before a snapshot: what ran before the checkpoint is loaded, linked and compiled in every
 * environment that is restored from it. Goes on in rounds until rounds get no faster, or the budget is spent.
 */
final class Primer {

    /** Calls in a round: long enough to measure, and together more than the compilers' thresholds. */
    static final int ROUND = 1000;

    /** Compiled code arrives late, so one slow round is no sign of the end. */
    private static final int PATIENCE = 4;

    private static final double FASTER = 0.97;

    private final List<byte[]> events;
    private final long budgetNanos;
    private final LongSupplier nanos;

    private Primer(List<byte[]> events, long budgetNanos, LongSupplier nanos) {
        this.events = events;
        this.budgetNanos = budgetNanos;
        this.nanos = nanos;
    }

    /** A primer that asks this model these V2 requests. */
    static Primer of(String model, List<byte[]> requests, long budgetNanos, LongSupplier nanos) {
        return new Primer(
                requests.stream().map(request -> event(model, request)).toList(), budgetNanos, nanos);
    }

    private static byte[] event(String model, byte[] request) {
        String path = "/v2/models/" + model + "/infer";
        JsonBytes out = new JsonBytes()
                .raw("{\"version\":\"2.0\",\"routeKey\":\"$default\",\"rawPath\":")
                .string(path)
                .raw(",\"rawQueryString\":\"\",\"headers\":{\"content-type\":\"application/json\"},\"requestContext\":")
                .raw("{\"http\":{\"method\":\"POST\",\"path\":")
                .string(path)
                .raw("},\"stage\":\"$default\"},\"body\":")
                .string(ByteBuffer.wrap(request))
                .raw(",\"isBase64Encoded\":false}");
        ByteBuffer view = out.view();
        byte[] event = new byte[view.remaining()];
        view.get(event);
        return event;
    }

    /** Asks until settled. */
    Primed prime(Path path) throws IOException {
        long start = nanos.getAsLong();
        long calls = 0;
        long best = Long.MAX_VALUE;
        int slower = 0;
        while (!events.isEmpty() && slower < PATIENCE && nanos.getAsLong() - start < budgetNanos) {
            long round = nanos.getAsLong();
            for (int i = 0; i < ROUND && nanos.getAsLong() - start < budgetNanos; i++) {
                path.call(events.get(i % events.size()));
                calls++;
            }
            long took = nanos.getAsLong() - round;
            slower = took < best * FASTER ? 0 : slower + 1;
            best = Math.min(best, took);
        }
        return new Primed(calls, TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - start));
    }

    /** The way from an event's bytes to an answer's. */
    @FunctionalInterface
    interface Path {
        /** Answers one event. */
        void call(byte[] event) throws IOException;
    }

    /**
     * What priming did.
     *
     * @param calls how many calls were answered
     * @param millis how long they took together
     */
    record Primed(long calls, long millis) {}
}
