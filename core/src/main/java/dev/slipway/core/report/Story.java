package dev.slipway.core.report;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A release as its events tell it, in seconds since it began.
 *
 * @param began when
 * @param seconds how long it took, or has taken so far
 * @param stable stable's version; empty for the first release of a name
 * @param candidate the candidate's version
 * @param shares the candidate's share from a moment on, in order
 * @param steps the steps from a moment on, in order
 * @param evidence the logarithm of E at moments, in order
 * @param threshold where it rolls back
 * @param windows what was observed, in order
 * @param last the last event that has a reason
 */
record Story(
        Instant began,
        double seconds,
        String stable,
        String candidate,
        List<Moment<Double>> shares,
        List<Moment<String>> steps,
        List<Moment<Double>> evidence,
        double threshold,
        List<Window> windows,
        Optional<JsonReader> last) {

    /**
     * A value from a moment on.
     *
     * @param at seconds since the release began
     * @param value the value
     */
    record Moment<T>(double at, T value) {}

    /** More windows than a plot has room for are put together. */
    private static final int MOST_WINDOWS = 160;

    static Story of(List<JsonReader> events) {
        JsonReader first = events.getFirst();
        Instant began = Instant.parse(first.text("time"));
        String candidate = first.child("candidate").text("version");
        String stable = first.optionalChild("stable")
                .map(found -> found.text("version"))
                .orElse("");
        List<Moment<Double>> shares = new ArrayList<>();
        List<Moment<String>> steps = new ArrayList<>();
        List<Moment<Double>> evidence = new ArrayList<>();
        List<Window> windows = new ArrayList<>();
        shares.add(new Moment<>(0, 0.0));
        double threshold = -Math.log(first.child("plan").number("alpha"));
        Optional<JsonReader> last = Optional.empty();
        double end = 0;
        for (JsonReader event : events) {
            double at = seconds(began, Instant.parse(event.text("time")));
            end = Math.max(end, at);
            String step = event.optionalText("step").orElse("");
            if (steps.isEmpty() || !steps.getLast().value().equals(step)) {
                steps.add(new Moment<>(at, step));
            }
            event.optionalChild("weights")
                    .ifPresent(weights -> shares.add(new Moment<>(
                            at,
                            weights.optionalNumber(candidate)
                                    .map(BigDecimal::doubleValue)
                                    .orElse(0.0))));
            event.optionalChild("evidence").ifPresent(found -> evidence.add(new Moment<>(at, found.number("log_e"))));
            windows(event).forEach(window -> windows.add(window(began, window, stable, candidate)));
            if (event.optionalChild("reason").isPresent()) {
                last = Optional.of(event);
            }
        }
        return new Story(
                began,
                Math.max(end, 1),
                stable,
                candidate,
                shares,
                steps,
                evidence,
                threshold,
                fewer(windows, MOST_WINDOWS),
                last);
    }

    private static List<JsonReader> windows(JsonReader event) {
        return event.object().find("windows").isPresent() ? event.children("windows") : List.of();
    }

    private static Window window(Instant began, JsonReader window, String stable, String candidate) {
        JsonReader arms = window.child("arms");
        return new Window(
                Math.max(0, seconds(began, Instant.parse(window.text("start")))),
                Math.max(0, seconds(began, Instant.parse(window.text("end")))),
                arm(arms, stable),
                arm(arms, candidate));
    }

    private static Arm arm(JsonReader arms, String version) {
        return arms.optionalChild(version)
                .filter(arm -> arm.optionalNumber("requests").isPresent())
                .map(arm -> new Arm(
                        arm.whole("requests"), arm.whole("errors"), arm.whole("timed"), slower(arm.child("slower"))))
                .orElse(Arm.NONE);
    }

    private static Map<String, Long> slower(JsonReader slower) {
        Map<String, Long> counts = new HashMap<>();
        for (Map.Entry<String, Json> count : slower.fields().entrySet()) {
            counts.put(count.getKey(), slower.whole(count.getKey()));
        }
        return counts;
    }

    /** The windows, so many of them put together that there are at most so many. */
    static List<Window> fewer(List<Window> windows, int most) {
        int together = Math.ceilDiv(Math.max(1, windows.size()), most);
        List<Window> fewer = new ArrayList<>();
        for (int i = 0; i < windows.size(); i += together) {
            windows.subList(i, Math.min(windows.size(), i + together)).stream()
                    .reduce(Window::and)
                    .ifPresent(fewer::add);
        }
        return fewer;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /** All of stable's calls. */
    Arm allStable() {
        return windows.stream().map(Window::stable).reduce(Arm.NONE, Arm::plus);
    }

    /** All of the candidate's calls. */
    Arm allCandidate() {
        return windows.stream().map(Window::candidate).reduce(Arm.NONE, Arm::plus);
    }
}
