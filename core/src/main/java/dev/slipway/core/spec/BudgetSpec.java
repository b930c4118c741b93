package dev.slipway.core.spec;

import java.util.List;

/**
 * What a model may take at most: a file that {@code slipway doctor --budget} holds it to.
 *
 * <pre>{@code
 * init: 400ms              # from the start of the process until it can answer
 * init_cached: 250ms       # the same from a start-up cache
 * first: 60ms              # the first call of a new environment
 * restore: 20ms            # from the restore of a snapshot to the first answer
 * warm_p50: 2ms            # later calls
 * warm_p95: 3ms
 * warm_p99: 5ms
 * memory: 200MB            # the most the process had
 * bundle: 100MB            # the function's code, unzipped
 * package: 10MB            # the model's package
 * cost_per_million: 1.30   # dollars at list prices
 * }</pre>
 *
 * @param limits those that the file has, in its order
 */
public record BudgetSpec(List<Limit> limits) {

    /** Copies the limits. */
    public BudgetSpec {
        limits = List.copyOf(limits);
    }

    /** In what a figure is measured. */
    public enum Unit {
        MILLISECONDS,
        BYTES,
        DOLLARS
    }

    /** What can be limited. */
    public enum Figure {
        INIT("init", Unit.MILLISECONDS, "400ms"),
        INIT_CACHED("init_cached", Unit.MILLISECONDS, "250ms"),
        FIRST("first", Unit.MILLISECONDS, "60ms"),
        RESTORE("restore", Unit.MILLISECONDS, "20ms"),
        WARM_P50("warm_p50", Unit.MILLISECONDS, "2ms"),
        WARM_P95("warm_p95", Unit.MILLISECONDS, "3ms"),
        WARM_P99("warm_p99", Unit.MILLISECONDS, "5ms"),
        MEMORY("memory", Unit.BYTES, "200MB"),
        BUNDLE("bundle", Unit.BYTES, "100MB"),
        PACKAGE("package", Unit.BYTES, "10MB"),
        COST_PER_MILLION("cost_per_million", Unit.DOLLARS, "1.30");

        private final String key;
        private final Unit unit;
        private final String example;

        Figure(String key, Unit unit, String example) {
            this.key = key;
            this.unit = unit;
            this.example = example;
        }

        /** The word in the file. */
        public String key() {
            return key;
        }

        /** In what it is measured. */
        public Unit unit() {
            return unit;
        }

        String example() {
            return key + ": " + example;
        }
    }

    /**
     * The most of one figure.
     *
     * @param figure which
     * @param most in the figure's unit
     * @param place where the file says so
     */
    public record Limit(Figure figure, double most, Place place) {}

    /**
     * Reads a budget.
     *
     * @param file the file's name for messages
     * @throws ProblemsException with all that is wrong with it, in the order of the file
     */
    public static BudgetSpec parse(String file, byte[] bytes) {
        return BudgetReader.read(file, bytes);
    }
}
