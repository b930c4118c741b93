package dev.slipway.local.stage;

import dev.slipway.core.json.Json;
import dev.slipway.core.release.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A stage itself, as those who watch it read it.
 *
 * @param name its name
 * @param where where it runs, for people
 * @param command what was typed to open its door
 * @param release Slipway's own version
 * @param startedAt when its door was opened
 * @param window the length of a window of metrics
 * @param cannot what this door cannot do: why, in words, by its name
 * @param problem why nothing new is known of it at the moment
 */
record StageAbout(
        String name,
        String where,
        String command,
        String release,
        Instant startedAt,
        Duration window,
        Map<String, String> cannot,
        Optional<String> problem) {

    StageAbout {
        cannot = Map.copyOf(cannot);
    }

    /** The stage on this machine. */
    static StageAbout local(String release, Instant startedAt, Duration window) {
        return new StageAbout(
                "local", "this machine", "slipway up", release, startedAt, window, Map.of(), Optional.empty());
    }

    StageAbout with(Optional<String> newProblem) {
        return new StageAbout(name, where, command, release, startedAt, window, cannot, newProblem);
    }

    Json.Fields json() {
        Json.Fields reasons = Json.object();
        for (Map.Entry<String, String> each : new TreeMap<>(cannot).entrySet()) {
            reasons = reasons.with(each.getKey(), Json.of(each.getValue()));
        }
        return Json.object()
                .with("name", Json.of(name))
                .with("where", Json.of(where))
                .with("command", Json.of(command))
                .with("release", Json.of(release))
                .with("started_at", Json.of(Times.format(startedAt)))
                .with("window_ms", Json.of(window.toMillis()))
                .with("cannot", reasons)
                .with("problem", Json.ofText(problem));
    }
}
