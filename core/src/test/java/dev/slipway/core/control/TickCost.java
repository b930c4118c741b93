package dev.slipway.core.control;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.memory.MemoryAlarmSource;
import dev.slipway.core.platform.memory.MemoryFunctionService;
import dev.slipway.core.platform.memory.MemoryMetricSource;
import dev.slipway.core.platform.memory.MemoryMetricSource.Call;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.platform.memory.MemoryReleaseStore;
import dev.slipway.core.platform.memory.MemoryRouter;
import dev.slipway.core.release.Presets;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.StageKind;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a tick costs: the processor time of one tick over many endpoints, each with a release that has new evidence at
 * every tick. Run by hand; it prints figures and asserts nothing.
 *
 * <p>{@code java -cp ... dev.slipway.core.control.TickCost [endpoints]}
 */
final class TickCost {

    private static final Instant MORNING = Instant.parse("2026-11-24T08:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int WARM_UP = 40;
    private static final int MEASURED = 40;
    private static final int CALLS = 30;

    private final List<ModelName> endpoints;
    private final MemoryModelStore models = new MemoryModelStore();
    private final MemoryFunctionService functions = new MemoryFunctionService("code", TickCost::program);
    private final MemoryRouter router = new MemoryRouter(functions, 2);
    private final MemoryMetricSource metrics =
            new MemoryMetricSource(WINDOW, Duration.ZERO, Duration.ofMinutes(20), MORNING);
    private Instant now = MORNING;

    private TickCost(int count) {
        endpoints = IntStream.range(0, count)
                .mapToObj(number -> new ModelName("model-" + number))
                .toList();
    }

    public static void main(String[] arguments) {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        new TickCost(count).measure();
    }

    private void measure() {
        Controller controller = new Controller(
                new Ports(functions, router, metrics, new MemoryAlarmSource(), new MemoryReleaseStore(), models),
                () -> now,
                Duration.ofMinutes(5),
                event -> {});
        ReleasePlan plan = Presets.named("careful", StageKind.AWS).orElseThrow();
        for (ModelName endpoint : endpoints) {
            controller.start(new StartRequest(endpoint, pack(endpoint, "v1"), plan, "ann", ""));
        }
        controller.tick();
        for (ModelName endpoint : endpoints) {
            controller.start(new StartRequest(endpoint, pack(endpoint, "v2"), plan, "ann", ""));
        }
        controller.tick();
        List<Long> costs = new ArrayList<>();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int tick = 0; tick < WARM_UP + MEASURED; tick++) {
            endpoints.forEach(this::calls);
            now = now.plus(WINDOW);
            long before = threads.getCurrentThreadCpuTime();
            List<Controller.TickFailure> failures = controller.tick();
            costs.add(threads.getCurrentThreadCpuTime() - before);
            if (!failures.isEmpty()) {
                throw new IllegalStateException(failures.getFirst().cause());
            }
        }
        List<Long> sorted =
                costs.subList(WARM_UP, costs.size()).stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%d endpoints with a release each: a tick takes %.1f ms of processor time (median of %d; %.1f to %.1f)%n",
                endpoints.size(),
                millis(sorted.get(sorted.size() / 2)),
                sorted.size(),
                millis(sorted.getFirst()),
                millis(sorted.getLast()));
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private Digest pack(ModelName endpoint, String weights) {
        return Packages.put(models, endpoint, weights, Optional.of(Packages.SAMPLES));
    }

    private void calls(ModelName endpoint) {
        for (int call = 0; call < CALLS; call++) {
            metrics.add(new Call(
                    endpoint,
                    call % 10 == 0 ? "2" : "1",
                    now.plusSeconds(call),
                    call == 15,
                    Optional.of(Duration.ofMillis(10 + call % 3))));
        }
    }

    private static MemoryFunctionService.Program program(dev.slipway.core.model.FunctionVersion version) {
        return event -> Doubler.answer(version, 2, event);
    }
}
