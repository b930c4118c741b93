package dev.slipway.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the rules promise, measured: how often a candidate is rolled back within an hour, and when. Seeds 1, 2, 3 and so
 * on, so each figure is the same in every run. {@code -Dslipway.statistics.report=FILE} writes the table with the rules
 * of others beside ours.
 */
class AcceptanceTableTest {

    private static final Rule.Named OURS = Rule.ALL.getFirst();
    private static final double ALPHA = 0.01;

    @ParameterizedTest(name = "{0} requests a minute")
    @CsvSource({"60", "600", "6000"})
    void i9AHealthyCandidateIsRolledBackAtMostAsOftenAsAlphaSays(int perMinute) {
        assertThat(Watched.by(OURS, perMinute, 1, 500, 1).share()).isLessThanOrEqualTo(ALPHA);
    }

    @ParameterizedTest(name = "{0} requests a minute")
    @CsvSource({"60", "600", "6000"})
    void i9SoIsOneThatIsAsBadAsIsTolerated(int perMinute) {
        assertThat(Watched.by(OURS, perMinute, 1.25, 500, 1).share()).isLessThanOrEqualTo(ALPHA);
    }

    @ParameterizedTest(name = "{0} requests a minute, {1} times the odds of failing")
    @CsvSource({
        "60, 5, 0.30, 45",
        "60, 10, 0.90, 25",
        "600, 2, 0.12, 50",
        "600, 5, 0.99, 9",
        "600, 10, 0.99, 3",
        "6000, 2, 0.95, 20",
        "6000, 5, 0.99, 2",
        "6000, 10, 0.99, 1"
    })
    void aBadCandidateIsFound(int perMinute, double oddsRatio, double atLeast, int medianAtMost) {
        Watched watched = Watched.by(OURS, perMinute, oddsRatio, 150, 1);
        assertThat(watched.share()).as("%s", watched).isGreaterThanOrEqualTo(atLeast);
        assertThat(watched.medianMinute()).as("%s", watched).isLessThanOrEqualTo(medianAtMost);
    }

    /** What the mathematics can see, without tolerance and other gates: shares as they were first worked out. */
    @ParameterizedTest(name = "{0} requests a minute, {1} times the odds of failing")
    @CsvSource({
        "60, 2, 0.04, 60",
        "60, 5, 0.59, 34",
        "60, 10, 0.96, 17",
        "600, 2, 0.58, 35",
        "600, 5, 1, 5",
        "600, 10, 1, 2",
        "6000, 2, 1, 5",
        "6000, 5, 1, 1",
        "6000, 10, 1, 1"
    })
    void theBareGateFindsABadCandidateAsOftenAndAsSoonAsIsKnown(
            int perMinute, double oddsRatio, double share, int medianMinute) {
        Watched watched = Watched.by(Rule.ALL.get(1), perMinute, oddsRatio, 400, 1);
        assertThat(watched.share()).as("%s", watched).isCloseTo(share, within(0.08));
        assertThat(watched.medianMinute()).as("%s", watched).isLessThanOrEqualTo(medianMinute + 2);
    }

    @Test
    @EnabledIfSystemProperty(named = "slipway.statistics.report", matches = ".+")
    void writesTheReport() throws IOException {
        StringBuilder rows = new StringBuilder();
        List<Integer> rates = List.of(60, 600, 6000);
        List<Double> ratios = List.of(1.0, 2.0, 5.0, 10.0);
        Map<String, Double> shares = new HashMap<>();
        for (int perMinute : rates) {
            for (double ratio : ratios) {
                rows.append("| ")
                        .append(perMinute)
                        .append(" | ")
                        .append((int) ratio)
                        .append(" |");
                for (Rule.Named rule : Rule.ALL) {
                    Watched watched = Watched.by(rule, perMinute, ratio, 1000, 1);
                    shares.put(Plot.key(perMinute, ratio, rule.name()), watched.share());
                    rows.append(' ').append(watched).append(" |");
                }
                rows.append('\n');
            }
        }
        StringBuilder head = new StringBuilder("| requests a minute | odds ratio |");
        Rule.ALL.forEach(rule -> head.append(' ').append(rule.name()).append(" |"));
        head.append("\n|---|---|").append("---|".repeat(Rule.ALL.size())).append('\n');
        Path file = Path.of(System.getProperty("slipway.statistics.report", ""));
        Files.writeString(file, head.append(rows));
        Files.writeString(
                file.resolveSibling("release-statistics.svg"),
                new Plot(rates, ratios, shares)
                        .svg(Rule.ALL.stream().map(Rule.Named::name).toList()));
    }
}
