package dev.slipway.local.runtime;

import java.time.Duration;

/**
 * What a function is given to run with.
 *
 * @param memory in MB, 128 to 10240 as on Lambda
 * @param timeout the longest a call may take, 1 second to 15 minutes as on Lambda
 * @param snapStart whether an environment stops at its checkpoint and is restored when it is needed
 */
public record FunctionSettings(int memory, Duration timeout, boolean snapStart) {

    private static final int LEAST_MEMORY = 128;
    private static final int MOST_MEMORY = 10_240;
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(15);

    /** What a model gets that asks for nothing. */
    public static final FunctionSettings DEFAULT = new FunctionSettings(1024, Duration.ofSeconds(10), true);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException where a value is outside of what Lambda allows
     */
    public FunctionSettings {
        if (memory < LEAST_MEMORY || memory > MOST_MEMORY) {
            throw new IllegalArgumentException(
                    "memory: found " + memory + "; expected " + LEAST_MEMORY + " to " + MOST_MEMORY + " MB");
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout: found " + timeout + "; expected 1s to 15m");
        }
    }
}
