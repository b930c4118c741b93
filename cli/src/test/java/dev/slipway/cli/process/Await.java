package dev.slipway.cli.process;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another process does: looks again and again, gives up after a long time. */
final class Await {

    private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private Await() {}

    /** Returns when the condition holds; fails the test where it never does. */
    static void until(String what, BooleanSupplier condition) {
        until(what, LONGEST, condition);
    }

    /** The same for what is done at the lowest priority, on a machine that may be busy. */
    static void patientlyUntil(String what, BooleanSupplier condition) {
        until(what, 5 * LONGEST, condition);
    }

    private static void until(String what, long longest, BooleanSupplier condition) {
        long end = System.nanoTime() + longest;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain until " + what);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
