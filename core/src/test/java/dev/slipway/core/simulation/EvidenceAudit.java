package dev.slipway.core.simulation;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.release.Observation;
import dev.slipway.core.release.Observation.Measured;
import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.Status;
import dev.slipway.core.release.Step;
import dev.slipway.core.release.Times;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** I2: a candidate's weight rises only on what was really measured, or because a person said so. */
final class EvidenceAudit {

    private final Map<Instant, List<Observation>> handedOut = new HashMap<>();
    private final List<Recorded> recorded = new ArrayList<>();
    private String release = "";
    private Optional<ReleaseState> setWithin = Optional.empty();
    private Instant setAt = Instant.MIN;

    /**
     * A window in the record.
     *
     * @param step the step in which it was looked at
     * @param start when it begins
     * @param kept whether it counts in its step whatever its times, for the clock was set since
     */
    private record Recorded(int step, Instant start, boolean kept, JsonReader window) {

        boolean isIdle() {
            JsonReader arms = window.child("arms");
            return arms.fields().keySet().stream()
                    .noneMatch(version -> arms.child(version)
                            .optionalNumber("requests")
                            .filter(requests -> requests.signum() > 0)
                            .isPresent());
        }
    }

    /** The clock was set back: windows without calls may be looked at once more, and others count as they did. */
    private void reanchored(ReleaseState before, ReleaseState after) {
        Instant applied = before.progress().applied().orElse(Instant.MAX);
        boolean again = before.reckoning().timeline().equals(after.reckoning().timeline());
        Instant until = after.observedUntil().orElse(Instant.MAX);
        recorded.removeIf(known -> again && known.isIdle() && !known.start().isBefore(until));
        recorded.removeIf(known -> !known.kept() && known.start().isBefore(applied));
        // What was seen on another timeline is never looked at again.
        recorded.replaceAll(
                known -> new Recorded(known.step(), again ? known.start() : Instant.MIN, true, known.window()));
    }

    void observed(Observation window) {
        handedOut.computeIfAbsent(window.start(), start -> new ArrayList<>()).add(window);
    }

    /** An event was decided; {@code before} is the release as it was stored before. */
    void decided(Optional<ReleaseState> before, ReleaseState after, JsonReader event) {
        if (!release.equals(after.id())) {
            release = after.id();
            recorded.clear();
        }
        switch (event.text("type")) {
            case "clock" -> {
                reanchored(before.orElseThrow(), after);
                setWithin = before;
                setAt = Times.read(event, "time");
            }
            case "observed" -> event.children("windows").forEach(window -> record(before.orElseThrow(), window));
            case "advanced", "promoted" -> {
                if (event.text("by").equals("controller")) {
                    Broken.unless(before.isPresent(), "I2", "a release that rises as it begins");
                    rises(before.orElseThrow(), after, event);
                }
            }
            default -> {}
        }
    }

    private void record(ReleaseState before, JsonReader window) {
        Instant start = Times.read(window, "start");
        // Where the clock was set back within the same save, the step's weights stood by then at the latest.
        boolean setNow = setWithin.equals(Optional.of(before))
                && before.progress().applied().isPresent()
                && !start.isBefore(setAt);
        recorded.add(new Recorded(before.progress().step(), start, setNow, window));
        JsonReader arms = window.child("arms");
        for (String version : arms.fields().keySet()) {
            JsonReader arm = arms.child(version);
            Optional<BigDecimal> requests = arm.optionalNumber("requests");
            boolean known = requests.isEmpty()
                    || handedOut.getOrDefault(start, List.of()).stream()
                            .anyMatch(truth -> truth.arm(version) instanceof Measured measured
                                    && measured.requests() == requests.get().longValueExact()
                                    && measured.errors() == arm.whole("errors"));
            Broken.unless(known, "I2", "the record has calls of version " + version + " that nobody measured");
        }
    }

    private void rises(ReleaseState before, ReleaseState after, JsonReader event) {
        BigDecimal from = before.shareAt(before.progress().step());
        BigDecimal to = after.status() instanceof Status.Promoted
                ? BigDecimal.ONE
                : after.shareAt(after.progress().step());
        if (to.compareTo(from) <= 0) {
            return;
        }
        String rule = event.child("reason").text("rule");
        boolean free = switch (before.status()) {
            case Status.Running() -> true;
            case Status.Waiting(Status.Need need, var _, var _) -> need == Status.Need.EVIDENCE;
            case Status.Paused _, Status.Promoted _, Status.RolledBack _ -> false;
        };
        Broken.unless(free, "I2", "a weight rises while the release is " + before.status());
        switch (before.step()) {
            case Step.Verify(var _) -> Broken.unless(rule.equals("verify"), "I2", "passed verify by " + rule);
            case Step.Shift(var _, Duration atLeast, var _, long requests) -> {
                boolean overdue = rule.equals("inconclusive");
                shown(before, event, overdue ? Duration.ZERO : atLeast, overdue ? 1 : Math.max(1, requests));
                boolean proof = before.plan().advance() == Advance.PROOF;
                Broken.unless(!proof || rule.equals("proof"), "I2", "passed a step that needs proof by " + rule);
            }
            case Step.Ask _, Step.Bake _, Step.Shadow _, Step.Bandit _ ->
                throw new Broken(
                        "I2",
                        "the controller raised a weight at " + before.step().label());
        }
    }

    private void shown(ReleaseState before, JsonReader event, Duration atLeast, long requests) {
        Instant applied = before.progress()
                .applied()
                .orElseThrow(() -> new Broken("I2", "a step is passed whose weights nobody saw on the router"));
        String candidate = before.candidate().version();
        String stable = before.stable().orElseThrow().version();
        long calls = 0;
        Duration measured = Duration.ZERO;
        boolean complete = false;
        for (Recorded known : recorded) {
            boolean inStep = known.step() == before.progress().step();
            if (known.kept() ? !inStep : known.start().isBefore(applied)) {
                continue;
            }
            JsonReader window = known.window();
            JsonReader arms = window.child("arms");
            Optional<BigDecimal> ofCandidate = arms.child(candidate).optionalNumber("requests");
            complete = ofCandidate.isPresent()
                    && arms.child(stable).optionalNumber("requests").isPresent();
            if (complete) {
                calls += ofCandidate.orElseThrow().longValueExact();
                measured = measured.plus(Duration.between(Times.read(window, "start"), Times.read(window, "end")));
            }
        }
        // Where the clock was set within the step, windows were looked at again, and the sums here are a lower bound.
        boolean wasSet = recorded.stream()
                .anyMatch(known ->
                        known.kept() && known.step() == before.progress().step());
        long needed = wasSet ? Math.min(1, requests) : requests;
        Broken.unless(calls >= needed, "I2", "passed after " + calls + " of " + requests + " requests");
        Broken.unless(wasSet || measured.compareTo(atLeast) >= 0, "I2", "passed after " + measured + " of " + atLeast);
        Broken.unless(complete, "I2", "passed although the last window is not known");
        double against = event.child("evidence").number("log_e");
        Broken.unless(
                against < event.child("evidence").number("threshold") / 2, "I2", "passed although log E is " + against);
    }
}
