package dev.slipway.local.stage;

import static dev.slipway.local.testing.ProbePackage.MODEL;

import dev.slipway.core.control.Controller;
import dev.slipway.core.control.Ports;
import dev.slipway.core.control.StartRequest;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.FunctionService.Invocation;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.Router;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.memory.MemoryAlarmSource;
import dev.slipway.core.platform.memory.MemoryFunctionService;
import dev.slipway.core.platform.memory.MemoryMetricSource;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.platform.memory.MemoryReleaseStore;
import dev.slipway.core.platform.memory.MemoryRouter;
import dev.slipway.core.release.Observation;
import dev.slipway.core.release.Presets;
import dev.slipway.core.release.StageKind;
import dev.slipway.local.testing.ProbePackage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A stage elsewhere, in memory, that counts what it is asked and fails when it is told to. */
final class FarStage {

    private static final Instant MORNING = Instant.parse("2026-11-24T08:00:00Z");

    private final MemoryModelStore models = new MemoryModelStore();
    private final MemoryFunctionService functions = new MemoryFunctionService("code-1", FarStage::program);
    private final MemoryRouter weights = new MemoryRouter(functions, 2);
    private final MemoryReleaseStore releases = new MemoryReleaseStore();
    private final MemoryMetricSource metrics =
            new MemoryMetricSource(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofHours(4), MORNING);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger askedForMetrics = new AtomicInteger();
    private Instant now = MORNING;
    private Optional<String> outage = Optional.empty();

    private static MemoryFunctionService.Program program(FunctionVersion version) {
        return event -> new Invocation.Answered(JsonText.canonical(Json.object()
                .with("statusCode", Json.of(200))
                .with(
                        "headers",
                        Json.object()
                                .with("slipway-digest", Json.of(version.digest().toString())))
                .with("body", Json.of("{}"))));
    }

    Instant now() {
        return now;
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    void fail(String why) {
        outage = Optional.of(why);
    }

    void recover() {
        outage = Optional.empty();
    }

    int questions() {
        return asked.get();
    }

    int metricQuestions() {
        return askedForMetrics.get();
    }

    void forgetQuestions() {
        asked.set(0);
        askedForMetrics.set(0);
    }

    void calls(String version, int count) {
        for (int i = 0; i < count; i++) {
            metrics.add(new MemoryMetricSource.Call(
                    MODEL, version, now.plusSeconds(i), false, Optional.of(Duration.ofMillis(5))));
        }
    }

    private Digest pack(String weightsOf) {
        return ProbePackage.put(models, weightsOf, ProbeStage.SERVING, ProbePackage.AT_ONCE);
    }

    void serveFirst() {
        start(pack("one"), "all-at-once");
        controller().tick(MODEL);
    }

    /** Begins a canary that has its first share. */
    void release() {
        start(pack("two"), "canary");
        controller().tick(MODEL);
    }

    private void start(Digest digest, String plan) {
        controller()
                .start(new StartRequest(
                        MODEL, digest, Presets.named(plan, StageKind.AWS).orElseThrow(), "ann", ""));
    }

    Controller controller() {
        return new Controller(ports(), this::now, Duration.ofMinutes(12), event -> {});
    }

    RemoteStage remote() {
        return new RemoteStage(
                new RemoteOptions(
                        "prod",
                        "AWS, eu-central-1",
                        "slipway console --stage prod",
                        "1",
                        Trust.ANYBODY,
                        "The logs are in CloudWatch Logs.",
                        Duration.ofMinutes(12),
                        this::now),
                ports(),
                StageListener.silent());
    }

    Ports ports() {
        return new Ports(
                functions,
                new CountingRouter(),
                new CountingMetrics(),
                new MemoryAlarmSource(),
                new Counting(),
                models);
    }

    private void ask() {
        asked.incrementAndGet();
        outage.ifPresent(why -> {
            throw new PlatformException.Unavailable(why);
        });
    }

    private final class CountingRouter implements Router {
        @Override
        public int maxArms() {
            return weights.maxArms();
        }

        @Override
        public Optional<Routing> routing(ModelName endpoint) {
            ask();
            return weights.routing(endpoint);
        }

        @Override
        public Routing create(ModelName endpoint, Weights to) {
            ask();
            return weights.create(endpoint, to);
        }

        @Override
        public Routing shift(ModelName endpoint, String revision, Weights to) {
            ask();
            return weights.shift(endpoint, revision, to);
        }
    }

    private final class Counting implements ReleaseStore {
        @Override
        public Optional<Document> read(String key) {
            ask();
            return releases.read(key);
        }

        @Override
        public String create(String key, byte[] content) {
            ask();
            return releases.create(key, content);
        }

        @Override
        public String replace(String key, String tag, byte[] content) {
            ask();
            return releases.replace(key, tag, content);
        }

        @Override
        public List<String> keys(String prefix) {
            ask();
            return releases.keys(prefix);
        }
    }

    private final class CountingMetrics implements MetricSource {
        @Override
        public Duration window() {
            return metrics.window();
        }

        @Override
        public Instant settled(Instant time) {
            return metrics.settled(time);
        }

        @Override
        public Observation observe(
                ModelName endpoint, Instant start, List<String> versions, List<Duration> slowerThan) {
            return metrics.observe(endpoint, start, versions, slowerThan);
        }

        @Override
        public Optional<Duration> latency(
                ModelName endpoint, String version, Instant from, Instant to, double quantile) {
            return metrics.latency(endpoint, version, from, to, quantile);
        }

        @Override
        public List<Glance> glance(
                ModelName endpoint, Instant start, int windows, List<String> versions, List<Double> quantiles) {
            askedForMetrics.incrementAndGet();
            return metrics.glance(endpoint, start, windows, versions, quantiles);
        }
    }
}
