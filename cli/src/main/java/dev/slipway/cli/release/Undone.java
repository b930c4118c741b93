package dev.slipway.cli.release;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.math.BigDecimal;
import java.util.Optional;

/** What was decided of a release and does not stand on the router yet. */
final class Undone {

    private Undone() {}

    /** Whether an endpoint's status, as a stage answers it, shows other weights than its release asks for. */
    static boolean in(Json.Fields answered) {
        JsonReader status = new JsonReader("status", answered);
        Json.Fields weights = status.child("weights").object();
        return status.optionalChild("release")
                .filter(release -> isUndone(release, weights))
                .isPresent();
    }

    private static boolean isUndone(JsonReader release, Json.Fields weights) {
        Optional<BigDecimal> share = weights.find(release.child("candidate").text("version"))
                .filter(Json.Numeric.class::isInstance)
                .map(number -> ((Json.Numeric) number).value());
        return switch (release.text("state")) {
            case "promoted" ->
                share.filter(all -> all.compareTo(BigDecimal.ONE) == 0).isEmpty();
            case "rolled-back" -> share.isPresent();
            default -> isEntering(release.child("track"), share);
        };
    }

    /** A step was entered whose share is not the candidate's yet. */
    private static boolean isEntering(JsonReader track, Optional<BigDecimal> share) {
        BigDecimal asked = track.children("steps")
                .get(Math.toIntExact(track.whole("index")))
                .optionalNumber("share")
                .orElse(BigDecimal.ZERO);
        return track.optionalText("applied_at").isEmpty()
                && share.orElse(BigDecimal.ZERO).compareTo(asked) != 0;
    }
}
