package dev.slipway.functions.telemetry;

import dev.slipway.core.release.Warming;
import java.time.Duration;

/**
 * Which calls of an environment count as warming up, so that their latency is no evidence: a fresh environment runs
 * code that is not compiled yet, and only a fresh candidate is compared with a stable version that is not.
 *
 * <p>Measured with a 64-float model on one processor: the first call took 46 ms, the second to tenth about 2 ms, the
 * fiftieth 1 ms, the two-hundredth 0.5 ms, the end is 0.2 ms. So the first {@code always} calls count, and up to
 * {@code busy} of them while the environment is younger than {@code young}: where calls are so few that it grows old
 * first, all environments of both versions are alike, and what clients meet there is evidence.
 *
 * @param always how many first calls count, however old the environment is
 * @param busy how many first calls count while it is young
 * @param young how long it is young
 */
public record WarmUp(long always, long busy, Duration young) {

    /** 10 calls always, 200 within the first half minute. */
    public static final WarmUp STANDARD = new WarmUp(Warming.ALWAYS, Warming.WHILE_YOUNG, Warming.YOUNG);

    /** Whether a call counts, of which {@code before} came before it in an environment of this age. */
    public boolean covers(long before, Duration age) {
        return before < always || (before < busy && age.compareTo(young) < 0);
    }
}
