package dev.slipway.serve;

import java.time.Duration;

/**
 * How much a process takes on at once. What is over a limit is refused at once with a status that says so, so that what
 * was taken on is answered in time and memory stays bounded.
 *
 * @param body the most bytes of one body; over it, 413
 * @param bodies the most bytes that large bodies, what is made of them, and their answers take together; what does not fit
 *     waits
 * @param running how many predictions run at a time
 * @param waiting how many more may wait for their turn; over it, 429
 * @param patience how long one waits for room, and for a turn; after it, 503
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

    /** Of the longest bodies, so many have room while they come or their answers go. */
    private static final int ARRIVING = 2;

    /** One of the longest bodies is worked on for each two processors, in so many times its size: others are smaller. */
    private static final int WORKED_ON = 4;

    /** Limits that fit a machine: as many predictions at a time as processors, bodies by the heap's longest size. */
    static Limits of(int processors, long memory) {
        long body = Math.min(LONGEST_BODY, memory / SHARE_OF_ONE_BODY);
        return new Limits(
                (int) body,
                Math.min(body * (ARRIVING + WORKED_ON * Math.ceilDiv(processors, 2)), memory / SHARE_OF_ALL_BODIES),
                processors,
                processors * WAITING_FOR_EACH_RUNNING,
                Duration.ofSeconds(30),
                CONNECTIONS,
                Duration.ofSeconds(20));
    }
}
