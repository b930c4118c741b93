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

/**
 * I2: a candidate's weight rises only on what was really measured, or because a person said so. It counts the windows
 * of each step by itself, from the record's events: once each, and those that a clock that was set back lets a release
 * look at once more, once more.
 */
final class EvidenceAudit {

    private final Map<Instant, List<Observation>> handedOut = new HashMap<>();
    private final List<Counted> counted = new ArrayList<>();
    private String release = "";

    /**
     * A window that counts in its step, for the step's weights stood when it began.
     *
     * @param timeline where it lies
     * @param start when it begins
     * @param length how long it is
     * @param complete whether something is known of both versions
     * @param calls the candidate's calls
     * @param idle whether neither version was called
     */
    private record Counted(
            String timeline, Instant start, Duration length, boolean complete, long calls, boolean idle) {}

    /** A window was handed to a controller. */
    void observed(Observation window) {
        handedOut.computeIfAbsent(window.start(), start -> new ArrayList<>()).add(window);
    }

    /**
     * A record was saved.
     *
     * @param before the release as it was stored before
     * @param after the release as it is stored now
     * @param events what was decided in this save, in order
     */
    void saved(Optional<ReleaseState> before, ReleaseState after, List<JsonReader> events) {
        if (!release.equals(after.id())) {
            release = after.id();
            counted.clear();
        }
        Optional<Instant> applied = before.flatMap(known -> applied(known, after));
        for (JsonReader event : events) {
            switch (event.text("type")) {
                case "clock" -> {
                    Instant now = Times.read(event, "time");
                    applied = applied.map(at -> at.isBefore(now) ? at : now);
                    wentBack(before.orElseThrow(), after, events);
                }
                case "observed" -> {
                    for (JsonReader window : event.children("windows")) {
                        count(applied, after, window);
                    }
                }
                case "advanced", "promoted" -> {
                    if (event.text("by").equals("controller")) {
                        Broken.unless(before.isPresent(), "I2", "a release that rises as it begins");
                        rises(before.orElseThrow(), after, event);
                    }
                }
                default -> {}
            }
        }
        if (before.isPresent()
                && before.get().progress().step() != after.progress().step()) {
            counted.clear();
        }
    }

    /** When the weights of the step that was present before were seen on the router. */
    private static Optional<Instant> applied(ReleaseState before, ReleaseState after) {
        boolean same = before.progress().step() == after.progress().step();
        return before.progress().applied().or(() -> same ? after.progress().applied() : Optional.empty());
    }

    /** Windows of the same timeline in which nobody called are looked at once more; all others count as they did. */
    private void wentBack(ReleaseState before, ReleaseState after, List<JsonReader> events) {
        String timeline = after.reckoning().timeline();
        Optional<Instant> until = events.stream()
                .filter(event -> event.text("type").equals("observed"))
                .map(event -> Times.read(event.children("windows").getFirst(), "start"))
                .findFirst()
                .or(after::observedUntil);
        if (until.isPresent() && before.reckoning().timeline().equals(timeline)) {
            counted.removeIf(known -> known.idle()
                    && known.timeline().equals(timeline)
                    && !known.start().isBefore(until.get()));
        }
    }

    private void count(Optional<Instant> applied, ReleaseState after, JsonReader window) {
        Instant start = Times.read(window, "start");
        JsonReader arms = window.child("arms");
        boolean complete = true;
        boolean idle = true;
        long calls = 0;
        for (String version : arms.fields().keySet()) {
            JsonReader arm = arms.child(version);
            Optional<BigDecimal> requests = arm.optionalNumber("requests");
            boolean known = requests.isEmpty()
                    || handedOut.getOrDefault(start, List.of()).stream()
                            .anyMatch(truth -> truth.arm(version) instanceof Measured measured
                                    && measured.requests() == requests.get().longValueExact()
                                    && measured.errors() == arm.whole("errors"));
            Broken.unless(known, "I2", "the record has calls of a version that nobody measured");
            complete &= requests.isPresent();
            idle &= requests.filter(count -> count.signum() > 0).isEmpty();
            if (version.equals(after.candidate().version())) {
                calls = requests.map(BigDecimal::longValueExact).orElse(0L);
            }
        }
        if (applied.filter(at -> !start.isBefore(at)).isPresent()) {
            Duration length = Duration.between(start, Times.read(window, "end"));
            counted.add(new Counted(after.reckoning().timeline(), start, length, complete, calls, idle));
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
        Broken.unless(
                before.progress().applied().isPresent(),
                "I2",
                "a step is passed whose weights nobody saw on the router");
        long calls = 0;
        Duration measured = Duration.ZERO;
        for (Counted window : counted) {
            if (window.complete()) {
                calls += window.calls();
                measured = measured.plus(window.length());
            }
        }
        Broken.unless(calls >= requests, "I2", "passed after " + calls + " of " + requests + " requests");
        Broken.unless(measured.compareTo(atLeast) >= 0, "I2", "passed after " + measured + " of " + atLeast);
        Broken.unless(
                !counted.isEmpty() && counted.getLast().complete(),
                "I2",
                "passed although the last window is not known");
        double against = event.child("evidence").number("log_e");
        Broken.unless(
                against < event.child("evidence").number("threshold") / 2, "I2", "passed although log E is " + against);
    }
}
