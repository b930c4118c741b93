package dev.slipway.core.simulation;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Weights;
import dev.slipway.core.release.Observation;
import dev.slipway.core.release.Reason;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.Status;
import dev.slipway.core.release.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the invariants against what really reached the platform: every write of weights, every record and event that was
 * stored, every window that was handed out, every golden sample that was answered. It knows nothing of the controller.
 */
final class Auditor {

    private static final int SAMPLES = 2;

    private final Trace trace;
    private final Map<String, Integer> answers = new HashMap<>();
    private final EventLog log = new EventLog();
    private final EvidenceAudit evidence = new EvidenceAudit();
    private final Set<Weights> decided = new HashSet<>();
    private final Map<Digest, Behaviour> packages = new HashMap<>();
    private Verdicts verdicts = Verdicts.NONE;
    private Optional<ReleaseState> last = Optional.empty();
    private boolean settled = true;

    Auditor(Trace trace) {
        this.trace = trace;
    }

    EventLog log() {
        return log;
    }

    /** A version answered a golden sample as it should. */
    void answered(String version) {
        answers.merge(version, 1, Integer::sum);
    }

    /** A package was made that behaves so. */
    void packed(Digest digest, Behaviour behaviour) {
        packages.put(digest, behaviour);
    }

    /** A function took these bytes for those of this digest. */
    void loaded(Digest blob, byte[] bytes) {
        Broken.unless(Digest.of(bytes).equals(blob), "I5", "a function loaded bytes that are not those of " + blob);
    }

    /** What became of healthy candidates. */
    Verdicts verdicts() {
        return verdicts;
    }

    /** A window was handed to a controller. */
    void observed(Observation window) {
        evidence.observed(window);
    }

    /** The router took weights. */
    void routed(Optional<Weights> before, Weights after) {
        trace.say(() -> "    weights " + before.map(Weights::toString).orElse("none") + " -> " + after);
        BigDecimal sum = after.shares().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        Broken.unless(sum.compareTo(BigDecimal.ONE) == 0, "I1", "weights sum to " + sum);
        Broken.unless(after.shares().size() <= 2, "I1", "more than two versions share the traffic: " + after);
        for (String version : after.shares().keySet()) {
            Broken.unless(
                    answers.getOrDefault(version, 0) >= SAMPLES,
                    "I4",
                    "version " + version + " gets traffic and answered " + answers.getOrDefault(version, 0) + " of "
                            + SAMPLES + " golden samples");
        }
        boolean changes = !before.equals(Optional.of(after));
        Broken.unless(!changes || !settled, "I3", "the weights change to " + after + " after the release has ended");
        Broken.unless(!changes || decided.contains(after), "I6", "nobody decided on the weights " + after);
    }

    /** A document was stored. */
    void written(String key, byte[] content) {
        JsonReader document = JsonReader.parse(key, content);
        if (key.contains("/events/")) {
            log.written(document.object(), content);
        } else {
            record(document);
        }
    }

    private void record(JsonReader document) {
        ReleaseState state = ReleaseState.read(document.child("release"));
        Optional<ReleaseState> before = last.filter(known -> known.id().equals(state.id()));
        if (before.isEmpty()) {
            Broken.unless(settled, "I6", "release " + state.id() + " begins before the last one was settled");
            decided.clear();
        }
        before.filter(known -> known.status().isFinal())
                .ifPresent(known -> Broken.unless(
                        known.status().equals(state.status()),
                        "I3",
                        "release " + state.id() + " was " + known.status().word() + " and is "
                                + state.status().word() + " now"));
        List<JsonReader> fresh = new ArrayList<>();
        for (Json outbox : document.items("outbox")) {
            Json.Fields event = (Json.Fields) outbox;
            if (log.decided(event, JsonText.canonical(event))) {
                trace.say(() -> "    decided " + EventLog.shown(event));
                fresh.add(JsonReader.of("event", event));
            }
        }
        evidence.saved(before, state, fresh);
        if (before.isEmpty()) {
            Broken.unless(
                    state.plan().steps().stream().noneMatch(step -> step instanceof Step.Shadow),
                    "I7",
                    "release " + state.id() + " has a shadow step, and nothing keeps a shadow from its callers");
        }
        judged(before, state);
        state.weights().ifPresent(decided::add);
        last = Optional.of(state);
        settled = document.truth("settled");
    }

    private void judged(Optional<ReleaseState> before, ReleaseState state) {
        boolean ends = state.status().isFinal()
                && before.filter(known -> known.status().isFinal()).isEmpty();
        boolean healthy = Optional.ofNullable(packages.get(state.candidate().digest()))
                .filter(Behaviour::isHealthy)
                .isPresent();
        if (ends && healthy) {
            double alpha = state.plan().alpha();
            boolean condemned =
                    state.status() instanceof Status.RolledBack(Reason reason, var _) && isGate(reason.rule());
            verdicts = verdicts.plus(new Verdicts(Map.of(alpha, 1L), condemned ? Map.of(alpha, 1L) : Map.of()));
        }
    }

    private static boolean isGate(String rule) {
        return rule.equals("errors") || rule.equals("catastrophe") || rule.equals("slo") || rule.startsWith("latency");
    }

    boolean settled() {
        return settled;
    }

    Optional<ReleaseState> last() {
        return last;
    }
}
