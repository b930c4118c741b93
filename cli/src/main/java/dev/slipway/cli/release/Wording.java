package dev.slipway.cli.release;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the stage's answers are said to people. */
final class Wording {

    private static final int PERCENT = 2;
    private static final int BRIEF_DIGEST = "sha256:".length() + 12;

    private Wording() {}

    /** {@code 90% to 3, 10% to 4}; {@code no traffic} where there is none. */
    static String weights(Json.Fields weights) {
        String text = weights.fields().entrySet().stream()
                .filter(weight -> weight.getValue() instanceof Json.Numeric(BigDecimal share) && share.signum() > 0)
                .map(weight -> percent(weight) + " to " + weight.getKey())
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "no traffic" : text;
    }

    private static String percent(Map.Entry<String, Json> weight) {
        return weight.getValue() instanceof Json.Numeric(BigDecimal share) ? percent(share) : "";
    }

    /** A share of 1 as {@code 100%}. */
    static String percent(BigDecimal share) {
        return share.movePointRight(PERCENT).stripTrailingZeros().toPlainString() + "%";
    }

    /** A digest cut to what people can compare. */
    static String brief(String digest) {
        return digest.length() > BRIEF_DIGEST ? digest.substring(0, BRIEF_DIGEST) : digest;
    }

    /** How much speaks against the candidate: {@code candidate 3 of 812 calls failed; evidence 1.2 of 4.6}. */
    static Optional<String> evidence(JsonReader release) {
        return release.optionalChild("evidence")
                .filter(evidence -> evidence.child("candidate").whole("requests") > 0)
                .map(evidence -> {
                    JsonReader candidate = evidence.child("candidate");
                    return String.format(
                            Locale.ROOT,
                            "candidate: %,d calls, %,d failed; evidence against it %.1f of %.1f",
                            candidate.whole("requests"),
                            candidate.whole("errors"),
                            evidence.number("log_e"),
                            evidence.number("threshold"));
                });
    }
}
