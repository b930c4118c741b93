package dev.slipway.core.release;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A plan as people write it: the release block of {@code slipway.yaml}. */
public final class PlanYaml {

    private PlanYaml() {}

    /** Its lines. What is as it would be without a word is left out. */
    public static List<String> lines(ReleasePlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add("release:");
        if (compares(plan)) {
            lines.add("  advance: " + PlanJson.word(plan.advance()));
            lines.add("  on_inconclusive: " + PlanJson.word(plan.onInconclusive()));
            lines.add("  alpha: " + Numbers.brief(plan.alpha()));
            lines.add("  beta: " + Numbers.brief(plan.beta()));
            lines.add("  tolerate: " + Numbers.brief(plan.tolerate()));
            plan.slo().ifPresent(budget -> lines.add("  slo: " + Numbers.percent(budget)));
            if (!plan.quantiles().equals(ReleasePlan.DEFAULT_QUANTILES)
                    && !plan.quantiles().isEmpty()) {
                lines.add("  quantiles: " + plan.quantiles());
            }
        }
        if (!plan.alarms().isEmpty()) {
            lines.add("  alarms: [" + String.join(", ", plan.alarms()) + "]");
        }
        lines.add("  steps:");
        plan.steps().forEach(step -> lines.add("    - " + line(step)));
        return lines;
    }

    /** Settings of evidence apply only where versions are compared; elsewhere they are refused. */
    private static boolean compares(ReleasePlan plan) {
        return plan.steps().stream()
                .anyMatch(step -> step instanceof Step.Bake
                        || (step instanceof Step.Shift shift && shift.to().compareTo(BigDecimal.ONE) < 0));
    }

    private static String line(Step step) {
        return switch (step) {
            case Step.Verify(int restores) -> "verify: {restores: " + restores + "}";
            case Step.Ask ask -> ask.of().isEmpty() ? "ask: {}" : "ask: {of: [" + String.join(", ", ask.of()) + "]}";
            case Step.Shift(BigDecimal to, Duration atLeast, Duration atMost, long requests) ->
                "shift: {to: " + Numbers.percent(to.doubleValue()) + ", at_least: " + DurationText.format(atLeast)
                        + ", at_most: " + DurationText.format(atMost) + ", requests: " + requests + "}";
            case Step.Bake(Duration length) -> "bake: {for: " + DurationText.format(length) + "}";
            case Step.Shadow(Duration atLeast) -> "shadow: {at_least: " + DurationText.format(atLeast) + "}";
            case Step.Bandit(Duration atMost) -> "bandit: {at_most: " + DurationText.format(atMost) + "}";
        };
    }
}
