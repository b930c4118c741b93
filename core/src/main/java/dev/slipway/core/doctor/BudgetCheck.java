package dev.slipway.core.doctor;

import dev.slipway.core.json.Json;
import dev.slipway.core.price.PredictionCost;
import dev.slipway.core.spec.BudgetSpec;
import dev.slipway.core.spec.BudgetSpec.Limit;
import dev.slipway.core.spec.BudgetSpec.Unit;
import dev.slipway.core.spec.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * An examination held to a budget, at the memory that the model has.
 *
 * @param lines each limit with what was found
 */
public record BudgetCheck(List<Line> lines) {

    private static final double BYTES_PER_MB = 1 << 20;

    /** Copies the lines. */
    public BudgetCheck {
        lines = List.copyOf(lines);
    }

    /**
     * A limit, and what was found.
     *
     * @param limit the limit
     * @param found in the limit's unit; empty where it was not measured
     * @param setup how the function was started for it, for people; empty where that does not matter
     */
    public record Line(Limit limit, Optional<Double> found, String setup) {

        /** Whether the limit is kept. What was not measured keeps none. */
        public boolean isKept() {
            return found.isPresent() && found.get() <= limit.most();
        }

        /** What was found, for people. */
        public String foundWords() {
            return found.map(value -> words(limit.figure().unit(), value)).orElse("not measured");
        }

        /** The limit, for people. */
        public String mostWords() {
            return words(limit.figure().unit(), limit.most());
        }

        Problem problem() {
            return new Problem(
                    limit.place().toString(),
                    limit.figure().key()
                            + (found.isPresent() ? " is " : " was ")
                            + foundWords()
                            + (setup.isEmpty() ? "" : " (" + setup + ")"),
                    "at most " + mostWords(),
                    "");
        }

        Json.Fields json() {
            return Json.object()
                    .with("figure", Json.of(limit.figure().key()))
                    .with("most", Figures.number(limit.most()))
                    .with("found", found.map(Figures::number).orElseGet(Json.Null::new))
                    .with("kept", Json.of(isKept()));
        }
    }

    /** Checks. */
    public static BudgetCheck of(BudgetSpec budget, Examination found, Advice advice) {
        Setup cold = advice.onDemand(found.memory());
        Setup restored = Setup.onDemand(found.memory()).restored();
        Setup own = advice.restored() ? restored : cold;
        return new BudgetCheck(budget.limits().stream()
                .map(limit -> switch (limit.figure()) {
                    case INIT ->
                        line(limit, found, cold, figures -> figures.ready().median());
                    case INIT_CACHED ->
                        line(
                                limit,
                                found,
                                Setup.onDemand(found.memory()).withCache(),
                                figures -> figures.ready().median());
                    case FIRST ->
                        line(limit, found, cold, figures -> figures.first().median());
                    case RESTORE ->
                        line(limit, found, restored, figures -> figures.first().median());
                    case WARM_P50 ->
                        line(limit, found, own, figures -> figures.warm().p50());
                    case WARM_P95 ->
                        line(limit, found, own, figures -> figures.warm().p95());
                    case WARM_P99 ->
                        line(limit, found, own, figures -> figures.warm().p99());
                    case MEMORY ->
                        new Line(
                                limit,
                                found.figures(own).flatMap(Figures::memory).map(Spread::max),
                                own.words());
                    case BUNDLE ->
                        new Line(limit, Optional.of((double) found.bulk().bundle()), "");
                    case PACKAGE ->
                        new Line(limit, Optional.of((double) found.bulk().packaged()), "");
                    case COST_PER_MILLION ->
                        new Line(
                                limit,
                                advice.costs().stream()
                                        .filter(cost -> cost.memory() == found.memory())
                                        .map(PredictionCost::total)
                                        .findFirst(),
                                own.words());
                })
                .toList());
    }

    private static Line line(Limit limit, Examination found, Setup setup, ToDoubleFunction<Figures> figure) {
        return new Line(limit, found.figures(setup).map(figure::applyAsDouble), setup.words());
    }

    private static String words(Unit unit, double value) {
        return switch (unit) {
            case MILLISECONDS ->
                String.format(Locale.ROOT, value < 1 ? "%.3f ms" : value < 100 ? "%.2f ms" : "%,.0f ms", value);
            case BYTES -> String.format(Locale.ROOT, "%,.1f MB", value / BYTES_PER_MB);
            case DOLLARS -> String.format(Locale.ROOT, "$%.3f", value);
        };
    }

    /** Whether all limits are kept. */
    public boolean isKept() {
        return exceeded().isEmpty();
    }

    /** The limits that are not kept, each with its number. */
    public List<Problem> exceeded() {
        return lines.stream().filter(line -> !line.isKept()).map(Line::problem).toList();
    }

    /** For programs. */
    public Json json() {
        return Json.array(lines.stream().map(Line::json).toList());
    }
}
