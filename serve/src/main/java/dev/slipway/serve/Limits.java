package dev.slipway.serve;

import java.time.Duration;

/**
 * How much a process takes on at once. What is over a limit is refused at once with a status that says so, so that what
 * was taken on is answered in time and memory stays bounded.
 *
 * @param body the most bytes of one body; over it, 413
 * @param bodies the most bytes of all bodies held at a time; over it, 503
 * @param running how many predictions run at a time
 * @param waiting how many more may wait for their turn; over it, 429
 * @param patience how long one waits; after it, 503
 * @param connections how many connections are open at a time; more wait outside
 * @param drain how long calls that began may take when the process is asked to end
 */
record Limits(int body, long bodies, int running, int waiting, Duration patience, int connections, Duration drain) {

    private static final int LONGEST_BODY = 64 << 20;
    private static final int WAITING_FOR_EACH_RUNNING = 32;
    private static final int CONNECTIONS = 2000;

    /** A body of JSON can take four times its size as a tensor: this share of the memory leaves room for it. */
    private static final int SHARE_OF_ONE_BODY = 8;

    private static final int SHARE_OF_ALL_BODIES = 4;

    /** Limits that fit a machine: as many predictions at a time as processors, bodies by the heap's longest size. */
    static Limits of(int processors, long memory) {
        return new Limits(
                (int) Math.min(LONGEST_BODY, memory / SHARE_OF_ONE_BODY),
                memory / SHARE_OF_ALL_BODIES,
                processors,
                processors * WAITING_FOR_EACH_RUNNING,
                Duration.ofSeconds(30),
                CONNECTIONS,
                Duration.ofSeconds(20));
    }
}
