package dev.slipway.cli.packages;

import dev.slipway.cli.Surroundings;
import java.time.Duration;
import java.time.Instant;

/** One line that shows how far long work is, drawn over on a terminal; nothing where nobody looks. */
final class Progress implements AutoCloseable {

    private static final Duration PACE = Duration.ofMillis(200);
    private static final String ERASE = "\r\u001b[K";

    private final Surroundings in;
    private final long whole;
    private Instant shown;
    private boolean drawn;

    /**
     * Work that just began.
     *
     * @param whole how many bytes it is, at most
     */
    Progress(Surroundings in, long whole) {
        this.in = in;
        this.whole = whole;
        this.shown = in.clock().instant();
    }

    /** So many bytes are done. */
    synchronized void at(long bytes) {
        Instant now = in.clock().instant();
        if (!in.terminal() || Duration.between(shown, now).compareTo(PACE) < 0) {
            return;
        }
        shown = now;
        drawn = true;
        in.err().print(ERASE + Sizes.text(bytes) + " of " + Sizes.text(Math.max(whole, bytes)));
        in.err().flush();
    }

    @Override
    public synchronized void close() {
        if (drawn) {
            in.err().print(ERASE);
            in.err().flush();
        }
    }
}
