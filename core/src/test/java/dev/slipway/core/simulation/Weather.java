package dev.slipway.core.simulation;

import java.util.List;
import java.util.random.RandomGenerator;

/** Decides how each call to a port ends. */
@FunctionalInterface
interface Weather {

    /** How a call ends. */
    enum Fate {
        FINE,
        CRASH_BEFORE,
        CRASH_AFTER,
        /** Nothing is done, and it is said. */
        UNAVAILABLE,
        /** It is done, and the caller is told that nothing is known. */
        ANSWER_LOST,
        /** It is done, the answer is lost, and whoever carried it does it again by itself. */
        TWICE
    }

    Fate next();

    /** Every call is fine. */
    static Weather calm() {
        return () -> Fate.FINE;
    }

    /** Any fate but the good one, with this probability. */
    static Weather stormy(RandomGenerator random, double share) {
        List<Fate> fates = List.of(Fate.values());
        return () -> random.nextDouble() < share ? fates.get(1 + random.nextInt(fates.size() - 1)) : Fate.FINE;
    }
}
