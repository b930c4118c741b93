package dev.slipway.core.control;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A release told in plain words, with the numbers that decided, from its events as they are stored and sent. */
public final class Explanation {

    private Explanation() {}

    /** One line for each thing that happened, oldest first; what was observed in between is left to the verdicts. */
    public static List<String> of(List<JsonReader> events) {
        List<String> lines = new ArrayList<>();
        for (JsonReader event : events) {
            told(event).ifPresent(text -> lines.add(event.text("time") + "  " + text));
        }
        return lines;
    }

    private static Optional<String> told(JsonReader event) {
        String by = event.text("by");
        return switch (event.text("type")) {
            case "started" -> Optional.of(started(event, by));
            case "shifted" -> Optional.of("The traffic went " + weights(event.child("weights")) + ".");
            case "advanced" -> Optional.of("On to " + event.text("step") + ": " + because(event));
            case "waiting" -> Optional.of("It waited at " + event.text("step") + ": " + because(event));
            case "paused", "resumed", "approved" ->
                Optional.of(capital(event.text("type")) + " by " + by + said(event) + ".");
            case "promoted" -> Optional.of("Promoted: " + because(event));
            case "rolled_back" -> Optional.of("Rolled back: " + because(event));
            case "clock" -> Optional.of("The clock" + said(event) + ".");
            case "not_tagged" -> Optional.of("The tag could not be moved" + said(event) + ".");
            case "not_reported" -> Optional.of("Its commit could not be told" + said(event) + ".");
            default -> Optional.empty();
        };
    }

    private static String started(JsonReader event, String by) {
        String candidate = event.child("candidate").text("version");
        return by + " began release " + event.text("release") + " of version " + candidate
                + event.optionalChild("stable")
                        .map(stable -> " over version " + stable.text("version"))
                        .orElse(", the first of its name")
                + ", plan " + event.child("plan").text("name") + said(event) + ".";
    }

    private static String because(JsonReader event) {
        return event.child("reason").text("text") + "." + counts(event);
    }

    /** What both versions had been seen to do by then. */
    private static String counts(JsonReader event) {
        return event.optionalChild("evidence")
                .filter(evidence -> evidence.child("candidate").whole("requests") > 0)
                .map(evidence -> String.format(
                        Locale.ROOT,
                        " By then %s of the candidate's calls had failed and %s of stable's; log E against it was %.2f,"
                                + " and %.2f rolls back.",
                        calls(evidence.child("candidate")),
                        calls(evidence.child("stable")),
                        evidence.number("log_e"),
                        evidence.number("threshold")))
                .orElse("");
    }

    private static String calls(JsonReader tally) {
        return tally.whole("errors") + " of " + tally.whole("requests");
    }

    private static String weights(JsonReader weights) {
        return weights.fields().entrySet().stream()
                .map(share -> (share.getValue() instanceof Json.Numeric(BigDecimal value)
                                ? value.movePointRight(2).stripTrailingZeros().toPlainString() + "%"
                                : "?")
                        + " to version " + share.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String said(JsonReader event) {
        return event.optionalText("why")
                .filter(why -> !why.isBlank())
                .map(why -> ": " + why)
                .orElse("");
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
