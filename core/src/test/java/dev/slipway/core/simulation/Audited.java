package dev.slipway.core.simulation;

import dev.slipway.core.control.Ports;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.Router;
import dev.slipway.core.release.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The platform's ports, with an auditor told of all that really happens at them. */
final class Audited {

    private Audited() {}

    static Ports ports(Stage stage, Auditor auditor, Lies lies) {
        return new Ports(
                new Functions(stage, auditor),
                new Routes(stage.router, auditor),
                new Metrics(stage.metrics, auditor, lies),
                stage.alarms,
                new Store(stage.releases, auditor),
                stage.models);
    }

    /** What is wrong with the metrics now. */
    static final class Lies {
        enum Kind {
            NONE,
            ONE_ARM_SILENT,
            CONTRADICTION
        }

        Kind kind = Kind.NONE;
    }

    private record Functions(Stage stage, Auditor auditor) implements FunctionService {
        @Override
        public FunctionVersion publish(ModelName endpoint, Digest digest) {
            return stage.functions.publish(endpoint, digest);
        }

        @Override
        public List<FunctionVersion> versions(ModelName endpoint) {
            return stage.functions.versions(endpoint);
        }

        @Override
        public State state(ModelName endpoint, String version) {
            return stage.functions.state(endpoint, version);
        }

        @Override
        public Invocation invoke(ModelName endpoint, String version, byte[] event) {
            Invocation answer = stage.functions.invoke(endpoint, version, event);
            if (answer instanceof Invocation.Answered && stage.isRight(version)) {
                auditor.answered(version);
            }
            return answer;
        }

        @Override
        public void warm(ModelName endpoint, String version, int environments) {
            stage.functions.warm(endpoint, version, environments);
        }

        @Override
        public void delete(ModelName endpoint, String version) {
            stage.functions.delete(endpoint, version);
        }
    }

    private record Routes(Router router, Auditor auditor) implements Router {
        @Override
        public int maxArms() {
            return 2;
        }

        @Override
        public Optional<Routing> routing(ModelName endpoint) {
            return router.routing(endpoint);
        }

        @Override
        public Routing create(ModelName endpoint, Weights weights) {
            Routing after = router.create(endpoint, weights);
            auditor.routed(Optional.empty(), after.weights());
            return after;
        }

        @Override
        public Routing shift(ModelName endpoint, String revision, Weights weights) {
            Optional<Weights> before = router.routing(endpoint).map(Routing::weights);
            Routing after = router.shift(endpoint, revision, weights);
            auditor.routed(before, after.weights());
            return after;
        }
    }

    private record Metrics(MetricSource source, Auditor auditor, Lies lies) implements MetricSource {
        @Override
        public Duration window() {
            return source.window();
        }

        @Override
        public Instant settled(Instant now) {
            return source.settled(now);
        }

        @Override
        public String timeline() {
            return source.timeline();
        }

        @Override
        public Observation observe(
                ModelName endpoint, Instant start, List<String> versions, List<Duration> slowerThan) {
            Observation told = lied(source.observe(endpoint, start, versions, slowerThan), versions);
            auditor.observed(told);
            return told;
        }

        private Observation lied(Observation truth, List<String> versions) {
            return switch (lies.kind) {
                case NONE -> truth;
                case ONE_ARM_SILENT -> {
                    Map<String, Observation.Arm> arms = new HashMap<>(truth.arms());
                    arms.put(versions.getLast(), new Observation.NoData("it says nothing"));
                    yield new Observation(truth.start(), truth.end(), arms);
                }
                case CONTRADICTION -> throw new IllegalArgumentException("more errors than requests");
            };
        }

        @Override
        public Optional<Duration> latency(
                ModelName endpoint, String version, Instant from, Instant to, double quantile) {
            return source.latency(endpoint, version, from, to, quantile);
        }
    }

    private record Store(ReleaseStore store, Auditor auditor) implements ReleaseStore {
        @Override
        public Optional<Document> read(String key) {
            return store.read(key);
        }

        @Override
        public String create(String key, byte[] content) {
            String tag = store.create(key, content);
            auditor.written(key, content);
            return tag;
        }

        @Override
        public String replace(String key, String tag, byte[] content) {
            String after = store.replace(key, tag, content);
            auditor.written(key, content);
            return after;
        }

        @Override
        public List<String> keys(String prefix) {
            return store.keys(prefix);
        }
    }
}
