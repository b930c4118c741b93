package dev.slipway.core.release;

import java.time.Duration;

/**
 * Until when latency is no evidence: a fresh environment runs code that is not compiled yet, and a fresh candidate is
 * compared with a stable version that is not fresh. Functions mark such calls, and a {@link Forecast} reckons with it.
 */
public final class Warming {

    /** The first calls of an environment that are never timed, however old it is. */
    public static final long ALWAYS = 10;

    /** How long an environment is young. */
    public static final Duration YOUNG = Duration.ofSeconds(30);

    /** How many of its first calls are not timed while it is young. */
    public static final long WHILE_YOUNG = 200;

    /** After a change of weights latency is compared from so many windows later. */
    static final int SETTLING_WINDOWS = 2;

    private Warming() {}

    /**
     * The candidate's calls after a rise of the weights that are no evidence of latency: those of the windows until it
     * settles, and then those that new environments do not time. How many environments there are is not known here, so
     * it is reckoned that they grow old: with few of them and many calls it is sooner.
     *
     * @param perSecond the candidate's calls a second
     */
    static double calls(double perSecond, Duration window) {
        double settling = SETTLING_WINDOWS * perSecond * window.toMillis() / 1000.0;
        return settling + Math.max(ALWAYS, perSecond * YOUNG.toSeconds());
    }
}
