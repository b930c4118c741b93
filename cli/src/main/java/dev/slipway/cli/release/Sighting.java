package dev.slipway.cli.release;

import dev.slipway.cli.Exit;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A release as it was seen at one moment.
 *
 * @param step the step it is at, or ended at
 * @param state the word for where it stands
 * @param reason why
 * @param weights who has the traffic
 * @param evidence what speaks against the candidate, where anything was seen
 */
record Sighting(String step, String state, String reason, String weights, Optional<String> evidence) {

    /** The release of an endpoint's status, where it is the one of this id. */
    static Optional<Sighting> ofStatus(Json.Fields answered, String id) {
        JsonReader status = new JsonReader("status", answered);
        return status.optionalChild("release")
                .filter(release -> release.text("id").equals(id))
                .map(release -> new Sighting(
                        release.text("step"),
                        release.text("state"),
                        release.text("reason"),
                        Wording.weights(status.child("weights").object()),
                        Wording.evidence(release)));
    }

    /** A release as its events tell it. */
    static Sighting ofRelease(Json.Fields answered) {
        JsonReader release = new JsonReader("release", answered);
        return new Sighting(
                release.text("step"),
                release.text("state"),
                release.text("reason"),
                Wording.weights(release.child("weights").object()),
                Optional.empty());
    }

    /**
     * The exit code that this state ends a watch with; empty while the release goes its way, and while the traffic does
     * not follow the verdict yet.
     */
    OptionalInt exit() {
        return switch (state) {
            case "promoted" -> settled() ? OptionalInt.of(Exit.DONE) : OptionalInt.empty();
            case "rolled-back" -> settled() ? OptionalInt.of(Exit.ROLLED_BACK) : OptionalInt.empty();
            case "paused", "waiting" -> OptionalInt.of(Exit.LEFT);
            default -> OptionalInt.empty();
        };
    }

    private boolean settled() {
        return !weights.contains(", ");
    }

    /** Whether people would call this the same as {@code before}: numbers alone changed. */
    boolean isLike(Sighting before) {
        return step.equals(before.step) && state.equals(before.state) && weights.equals(before.weights);
    }
}
