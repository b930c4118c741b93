package dev.slipway.aws;

import dev.slipway.core.platform.PlatformException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Tries again after pauses that grow and differ by chance, so that writers who met once do not meet for ever.
 *
 * @param random differs between writers
 * @param pause how to wait
 */
record Backoff(RandomGenerator random, Pause pause) {

    private static final int TRIES = 12;
    private static final long FIRST_MILLIS = 20;
    private static final long LONGEST_MILLIS = 2_000;

    /**
     * The first answer that is one.
     *
     * @param attempt empty where it is to be tried again
     * @param givenUp what to say when it never answered
     * @throws PlatformException.Unavailable where it never answered
     */
    <T> T until(Supplier<Optional<T>> attempt, Supplier<String> givenUp) {
        for (int i = 0; i < TRIES; i++) {
            Optional<T> answer = attempt.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            waitAfter(i);
        }
        throw new PlatformException.Unavailable(givenUp.get());
    }

    private void waitAfter(int attempt) {
        long longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << attempt);
        try {
            pause.pause(Duration.ofMillis(random.nextLong(longest / 2, longest + 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException.Unavailable("interrupted while waiting for AWS", e);
        }
    }

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void pause(Duration time) throws InterruptedException;
    }
}
