package dev.slipway.local.rehearsal;

import java.time.Duration;

/**
 * What is made wrong with a candidate on purpose, where its process meets the rehearsal: the process itself is as it is.
 */
public enum Trouble {
    /** Nothing. */
    NONE("nothing is made wrong", 0, Duration.ZERO, 0),
    /** Each of its calls is counted as slower. */
    SLOW("25 ms are added to each of the candidate's calls", 0, Duration.ofMillis(25), 0),
    /** Some of its calls are counted as failed. */
    FAULTY("5% of the candidate's calls are counted as failed", 0.05, Duration.ZERO, 0),
    /** Some of its answers are those to another request. */
    WORSE("a quarter of the candidate's answers are those to another request", 0, Duration.ZERO, 0.25);

    private final String text;
    private final double failing;
    private final Duration delay;
    private final double swapped;

    Trouble(String text, double failing, Duration delay, double swapped) {
        this.text = text;
        this.failing = failing;
        this.delay = delay;
        this.swapped = swapped;
    }

    /** What is done, for people. */
    public String text() {
        return text;
    }

    /** The share of its calls that fail. */
    double failing() {
        return failing;
    }

    /** What is added to each of its calls. */
    Duration delay() {
        return delay;
    }

    /** The share of its answers that belong to another request. */
    double swapped() {
        return swapped;
    }
}
