package dev.slipway.local.doctor;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param rounds how many processes of each setup
 * @param warmUp calls that are not counted, at most
 * @param warmUpTime how long they may take
 * @param calls calls that are counted one by one, at most
 * @param callsTime how long they may take, pauses included
 * @param busy calls without a pause, at most
 * @param busyTime how long they may take
 * @param priming how long a snapshot is primed
 */
public record Effort(
        int rounds,
        int warmUp,
        Duration warmUpTime,
        int calls,
        Duration callsTime,
        int busy,
        Duration busyTime,
        Duration priming) {

    /** Enough for figures that hold, in under a minute for a small model. */
    public static Effort rounds(int rounds) {
        return new Effort(
                rounds,
                300,
                Duration.ofMillis(400),
                400,
                Duration.ofMillis(600),
                300,
                Duration.ofMillis(300),
                Duration.ofSeconds(1));
    }
}
