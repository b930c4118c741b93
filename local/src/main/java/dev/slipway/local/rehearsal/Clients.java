package dev.slipway.local.rehearsal;

import dev.slipway.core.json.JsonException;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.proof.HttpAnswer;
import dev.slipway.core.proof.HttpEvent;
import dev.slipway.local.function.Endpoints;
import dev.slipway.local.function.LocalFunctionService;
import dev.slipway.local.function.LocalRouter;
import dev.slipway.local.metric.LocalMetricSource;
import dev.slipway.local.runtime.CallResult;
import dev.slipway.local.runtime.VersionHost;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Calls the versions by the weights, through their real processes, and waits until all that was counted is known. */
final class Clients implements AutoCloseable {

    private static final int AT_THE_SAME_TIME = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LINES_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();
    private static final String ALIAS = "live";

    private final RehearsalOptions options;
    private final Endpoints endpoints;
    private final LocalRouter router;
    private final LocalMetricSource metrics;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ExecutorService callers = Executors.newFixedThreadPool(AT_THE_SAME_TIME);
    private final AtomicLong calls = new AtomicLong();

    Clients(
            RehearsalOptions options,
            Endpoints endpoints,
            LocalRouter router,
            LocalMetricSource metrics,
            InstantSource clock) {
        this.options = options;
        this.endpoints = endpoints;
        this.router = router;
        this.metrics = metrics;
        this.clock = clock;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed());
    }

    /** How many calls were made. */
    long calls() {
        return calls.get();
    }

    /**
     * A call as it was drawn.
     *
     * @param version who shall answer
     * @param number which call it is
     * @param failing whether it is counted as failed whatever comes
     */
    private record Drawn(String version, long number, boolean failing) {}

    /**
     * Makes so many calls.
     *
     * @param troubled the version whose calls may be made to fail; empty for none
     */
    void call(int count, Optional<String> troubled) throws InterruptedException {
        List<Future<?>> under = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<String> version = router.pick(options.model(), random);
            if (version.isPresent()) {
                boolean failing = troubled.equals(version)
                        && random.nextDouble() < options.trouble().failing();
                Drawn drawn = new Drawn(version.get(), calls.getAndIncrement(), failing);
                under.add(callers.submit(() -> call(drawn)));
            }
        }
        for (Future<?> each : under) {
            finish(each);
        }
        long until = System.nanoTime() + LINES_NANOS;
        while (metrics.open() > 0 && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static void finish(Future<?> call) throws InterruptedException {
        try {
            call.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call could not be made", e);
        }
    }

    private void call(Drawn drawn) {
        ModelName model = options.model();
        Optional<VersionHost> host = endpoints.find(model, drawn.version());
        if (host.isEmpty()) {
            return;
        }
        String id = "rehearsal-" + drawn.number();
        var request = options.requests()
                .get((int) (drawn.number() % options.requests().size()));
        byte[] event = HttpEvent.infer(model, request, id, clock.instant());
        metrics.began(model, drawn.version(), id);
        CallResult result = host.get().invoke(id, LocalFunctionService.arn(model, ALIAS), event, PATIENCE);
        if (result.reached()) {
            metrics.ended(model, drawn.version(), id, !drawn.failing() && isAnswer(result));
        } else {
            metrics.dropped(id);
        }
    }

    private static boolean isAnswer(CallResult result) {
        try {
            return result instanceof CallResult.Answered(byte[] payload)
                    && HttpAnswer.parse(payload).status() != 502;
        } catch (JsonException | IllegalArgumentException | ArithmeticException _) {
            return false;
        }
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
