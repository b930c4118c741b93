package dev.slipway.core.control;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.Router;
import dev.slipway.core.platform.memory.MemoryAlarmSource;
import dev.slipway.core.platform.memory.MemoryFunctionService;
import dev.slipway.core.platform.memory.MemoryMetricSource;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.platform.memory.MemoryReleaseStore;
import dev.slipway.core.platform.memory.MemoryRouter;
import dev.slipway.core.release.Presets;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.StageKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A whole stage in memory, with a clock that tests move and clients that call once it does. */
final class World {

    static final ModelName DIGITS = new ModelName("digits");
    static final Instant MORNING = Instant.parse("2026-11-24T08:00:00Z");

    /**
     * How a version behaves.
     *
     * @param errors the share of calls it fails
     * @param latency the latency of a usual call
     * @param factor what it multiplies its input with: 2 is right
     */
    record Behaviour(double errors, Duration latency, int factor) {
        static final Behaviour HEALTHY = new Behaviour(0.005, Duration.ofMillis(10), 2);
    }

    final MemoryModelStore models = new MemoryModelStore();
    final MemoryReleaseStore releases = new MemoryReleaseStore();
    final MemoryAlarmSource alarms = new MemoryAlarmSource();
    final MemoryFunctionService functions = new MemoryFunctionService("code-1", this::program);
    final Router router;
    final MemoryMetricSource metrics =
            new MemoryMetricSource(Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ofMinutes(20), MORNING);
    final List<Event> heard = new ArrayList<>();
    final Map<Digest, Behaviour> behaviours = new HashMap<>();
    final RandomGenerator random;
    Instant now = MORNING;
    Runnable onInvoke = () -> {};

    World(long seed) {
        this(seed, functions -> new MemoryRouter(functions, 2));
    }

    /** A stage whose weights are kept elsewhere. */
    World(long seed, Function<MemoryFunctionService, Router> routerOver) {
        this.router = routerOver.apply(functions);
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    Ports ports() {
        return new Ports(functions, router, metrics, alarms, releases, models);
    }

    Controller controller() {
        return controller(ports());
    }

    Controller controller(Ports ports) {
        return new Controller(ports, () -> now, Duration.ofMinutes(2), heard::add);
    }

    /** Packs a model that behaves so. */
    Digest pack(String weights, Behaviour behaviour) {
        Digest digest = Packages.put(models, DIGITS, weights, Optional.of(Packages.SAMPLES));
        behaviours.put(digest, behaviour);
        return digest;
    }

    static ReleasePlan preset(String name) {
        return Presets.named(name, StageKind.LOCAL).orElseThrow();
    }

    /** Serves a healthy first version. */
    Digest serveFirst(Controller controller) {
        Digest first = pack("v1", Behaviour.HEALTHY);
        controller.start(new StartRequest(DIGITS, first, preset("canary"), "ann", ""));
        controller.tick(DIGITS);
        return first;
    }

    /** Lets time go by: each second, clients call so often, then the controller ticks. */
    void run(Controller controller, Duration time, int callsPerSecond) {
        for (long second = 0; second < time.toSeconds(); second++) {
            calls(callsPerSecond);
            now = now.plusSeconds(1);
            controller.tick(DIGITS);
        }
    }

    /** Somebody sets the clock of the whole stage. */
    void setClock(Instant time) {
        now = time;
        metrics.restart(time);
    }

    /** Clients call within the present second. */
    void calls(int count) {
        router.routing(DIGITS).ifPresent(routing -> {
            for (int i = 0; i < count; i++) {
                call(routing.weights().shares(), now.plusMillis(1000L * i / count));
            }
        });
    }

    private void call(Map<String, BigDecimal> shares, Instant at) {
        double drawn = random.nextDouble();
        String version = "";
        for (Map.Entry<String, BigDecimal> share : shares.entrySet()) {
            version = share.getKey();
            drawn -= share.getValue().doubleValue();
            if (drawn < 0) {
                break;
            }
        }
        Behaviour behaviour = behaviour(version);
        double noise = Math.exp(0.3 * random.nextGaussian());
        metrics.add(new MemoryMetricSource.Call(
                DIGITS, version, at, random.nextDouble() < behaviour.errors(), Optional.of(Duration.ofNanos((long)
                        (behaviour.latency().toNanos() * noise)))));
    }

    private Behaviour behaviour(String version) {
        FunctionVersion found = functions.versions(DIGITS).stream()
                .filter(known -> known.version().equals(version))
                .findFirst()
                .orElseThrow();
        return behaviours.getOrDefault(found.digest(), Behaviour.HEALTHY);
    }

    String state(Controller controller) {
        return controller
                .status(DIGITS)
                .flatMap(EndpointStatus::release)
                .orElseThrow()
                .status()
                .word();
    }

    String reason(Controller controller) {
        return controller
                .status(DIGITS)
                .flatMap(EndpointStatus::release)
                .orElseThrow()
                .reason()
                .text();
    }

    String weights() {
        return router.routing(DIGITS)
                .map(routing -> routing.weights().toString())
                .orElse("none");
    }

    private MemoryFunctionService.Program program(FunctionVersion version) {
        int factor =
                behaviours.getOrDefault(version.digest(), Behaviour.HEALTHY).factor();
        return event -> {
            onInvoke.run();
            return Doubler.answer(version, factor, event);
        };
    }
}
