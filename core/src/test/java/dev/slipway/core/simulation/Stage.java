package dev.slipway.core.simulation;

import dev.slipway.core.control.Doubler;
import dev.slipway.core.control.Packages;
import dev.slipway.core.control.Ports;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.AlarmSource.AlarmState;
import dev.slipway.core.platform.FunctionService.Invocation;
import dev.slipway.core.platform.FunctionService.State;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.memory.MemoryAlarmSource;
import dev.slipway.core.platform.memory.MemoryFunctionService;
import dev.slipway.core.platform.memory.MemoryMetricSource;
import dev.slipway.core.platform.memory.MemoryMetricSource.Call;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.platform.memory.MemoryReleaseStore;
import dev.slipway.core.platform.memory.MemoryRouter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The platform as it really is: versions, clients, the true time. */
final class Stage {

    static final ModelName DIGITS = new ModelName("digits");
    static final Duration BEAT = Duration.ofSeconds(1);
    private static final int LIMIT = 1 << 16;
    private static final Instant MORNING = Instant.parse("2026-11-24T08:00:00Z");

    private final RandomGenerator random;
    private final Mutant mutant;
    private final Auditor auditor;
    private final Map<Digest, byte[]> rotten = new HashMap<>();
    private final Map<Digest, Digest> weightsOf = new HashMap<>();
    private final Set<Digest> damaged = new HashSet<>();
    private Optional<Digest> packed = Optional.empty();
    private final Map<Digest, Behaviour> behaviours = new HashMap<>();
    private final Map<String, Behaviour> byVersion = new HashMap<>();
    final MemoryModelStore models = new MemoryModelStore();
    final MemoryReleaseStore releases = new MemoryReleaseStore();
    final MemoryAlarmSource alarms = new MemoryAlarmSource();
    final MemoryFunctionService functions = new MemoryFunctionService("code", this::program);
    /** It would hold three arms, so that it shows when somebody asks for more than two. */
    final MemoryRouter router = new MemoryRouter(functions, 3);

    final MemoryMetricSource metrics;
    Instant time = MORNING;

    Stage(RandomGenerator random, Mutant mutant, Auditor auditor) {
        this.random = random;
        this.mutant = mutant;
        this.auditor = auditor;
        Duration delay = Duration.ofMillis(100 + 1000L * random.nextInt(3));
        this.metrics = new MemoryMetricSource(BEAT, delay, Duration.ofMinutes(20), MORNING);
        alarms.set(Plans.ALARM, AlarmState.OK);
    }

    Ports ports() {
        return new Ports(functions, router, metrics, alarms, releases, models);
    }

    /** Packs a model that behaves so. */
    Digest pack(String weights, Behaviour behaviour) {
        Digest digest = Packages.put(models, DIGITS, weights, Optional.of(Packages.SAMPLES));
        weightsOf.put(digest, weights(digest));
        behaviours.put(digest, behaviour);
        auditor.packed(digest, behaviour);
        packed = Optional.of(digest);
        return digest;
    }

    /** The disk loses a bit of the package that was packed last: of its manifest, or of its weights. */
    void rot() {
        packed.filter(digest -> !isRotten(digest)).ifPresent(digest -> {
            Digest blob = random.nextBoolean() ? digest : Objects.requireNonNull(weightsOf.get(digest));
            byte[] bytes = models.read(blob, LIMIT);
            bytes[random.nextInt(bytes.length)] ^= 1;
            models.damage(blob, bytes);
            rotten.put(blob, bytes);
            damaged.add(digest);
        });
    }

    /** Whether a package was damaged. */
    boolean isRotten(Digest digest) {
        return damaged.contains(digest);
    }

    private Digest weights(Digest digest) {
        return Manifest.parse(models.read(digest, LIMIT))
                .layer("model.onnx")
                .orElseThrow()
                .digest();
    }

    /** What a function does before it answers: it reads its package. */
    private void load(Digest digest) {
        loadPart(digest);
        loadPart(Objects.requireNonNull(weightsOf.get(digest)));
    }

    private void loadPart(Digest blob) {
        auditor.loaded(blob, mutant.load(models, blob, Optional.ofNullable(rotten.get(blob))));
    }

    /** Whether this version answers its golden samples as it should. */
    boolean isRight(String version) {
        return behaviour(version).factor() == 2;
    }

    /** A second goes by in which clients call. */
    void beat(int calls, boolean outage) {
        router.routing(DIGITS).ifPresent(routing -> {
            for (int i = 0; i < calls; i++) {
                call(routing.weights().shares(), time.plusMillis(1000L * i / calls), outage);
            }
        });
        time = time.plus(BEAT);
    }

    /** The clock of the whole platform is set: metrics begin anew. */
    void setClock(Instant to) {
        time = to;
        metrics.restart(to);
    }

    private void call(Map<String, BigDecimal> shares, Instant at, boolean outage) {
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
        double errors = outage ? 0.9 : behaviour.errors();
        long micros = (long) (1000 * behaviour.milliseconds() * (0.8 + 0.4 * random.nextDouble()));
        metrics.add(new Call(
                DIGITS, version, at, random.nextDouble() < errors, Optional.of(Duration.ofNanos(1000 * micros))));
    }

    private Behaviour behaviour(String version) {
        return byVersion.getOrDefault(version, Behaviour.HEALTHY);
    }

    /** Versions that are being made ready are, and those that sleep wake up. */
    void ready() {
        for (FunctionVersion version : functions.versions(DIGITS)) {
            State state = functions.state(DIGITS, version.version());
            if (state instanceof State.Pending || state instanceof State.Inactive) {
                functions.set(DIGITS, version.version(), new State.Active());
            }
        }
    }

    private MemoryFunctionService.Program program(FunctionVersion version) {
        Behaviour behaviour = behaviours.getOrDefault(version.digest(), Behaviour.HEALTHY);
        byVersion.put(version.version(), behaviour);
        functions.publishAs(behaviour.state());
        return event -> {
            try {
                load(version.digest());
            } catch (PlatformException.Corrupt e) {
                return new Invocation.Unanswered("Runtime.ExitError", String.valueOf(e.getMessage()));
            }
            return Doubler.answer(version, behaviour.factor(), event);
        };
    }
}
