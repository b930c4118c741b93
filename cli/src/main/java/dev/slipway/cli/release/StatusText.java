package dev.slipway.cli.release;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An endpoint's status for people. */
final class StatusText {

    private StatusText() {}

    /** The status, as {@code /stage/api/endpoints/{model}} answers it, in a few lines. */
    static List<String> lines(Json.Fields answered) {
        JsonReader status = new JsonReader("status", answered);
        List<String> lines = new ArrayList<>();
        lines.add(status.text("model"));
        Json.Fields weights = status.child("weights").object();
        status.optionalChild("stable").ifPresent(stable -> lines.add(version("stable", stable, weights)));
        status.children("candidates").forEach(candidate -> lines.add(version("candidate", candidate, weights)));
        status.optionalText("problem").ifPresent(problem -> lines.add(line("problem", problem)));
        status.optionalChild("release").ifPresent(release -> {
            lines.add(line(
                    "release",
                    release.text("id") + "  " + release.text("plan") + "  " + release.text("step") + "  "
                            + release.text("state")));
            lines.add(line("", release.text("reason")));
            if (release.text("state").equals("running")) {
                Wording.evidence(release).ifPresent(evidence -> lines.add(line("", evidence)));
            }
        });
        return lines;
    }

    private static String version(String label, JsonReader version, Json.Fields weights) {
        String number = version.text("version");
        Optional<Json> share = weights.find(number);
        String traffic = share.filter(Json.Numeric.class::isInstance)
                .map(value -> Wording.percent(((Json.Numeric) value).value()))
                .orElse("0%");
        return line(
                label,
                String.format(Locale.ROOT, "%-4s %s  %s", number, Wording.brief(version.text("digest")), traffic));
    }

    private static String line(String label, String text) {
        return String.format(Locale.ROOT, "  %-10s %s", label, text);
    }
}
