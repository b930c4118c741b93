package dev.slipway.core.release;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;

/**
 * Calls counted together.
 *
 * @param requests how many
 * @param errors how many of them were answered 5xx or not at all
 */
public record Tally(long requests, long errors) {

    /** No call. */
    public static final Tally NONE = new Tally(0, 0);

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException where they contradict each other
     */
    public Tally {
        if (requests < 0 || errors < 0 || errors > requests) {
            throw new IllegalArgumentException(
                    "counts contradict each other: requests " + requests + ", errors " + errors);
        }
    }

    static Tally of(Observation.Measured measured) {
        return new Tally(measured.requests(), measured.errors());
    }

    Tally plus(Tally other) {
        return new Tally(requests + other.requests, errors + other.errors);
    }

    /**
     * Whether these calls by themselves speak for a rate above {@code limit}. One error among several calls does not:
     * it happens to healthy versions.
     */
    boolean above(double limit) {
        boolean alone = errors == 1 && requests > 1;
        return errors > limit * requests && !alone;
    }

    Json.Fields json() {
        return Json.object().with("requests", Json.of(requests)).with("errors", Json.of(errors));
    }

    static Tally read(JsonReader reader) {
        return new Tally(reader.whole("requests"), reader.whole("errors"));
    }

    @Override
    public String toString() {
        return errors + " of " + requests;
    }
}
