package dev.slipway.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lines on their way out, written together: a write of the system for each would cost a call more than its JSON. Whoever
 * writes does not wait for it, unless more is to be written than is held. What came is written within the pause, and all
 * of it when {@link #drain} returns; a process that is killed without a word loses what came within the pause.
 *
 * <p>{@link #flush} does nothing: it comes after each line.
 */
final class LineBatch extends OutputStream {

    /** Long enough for hundreds of lines, and shorter than anybody who watches them notices. */
    static final Duration PAUSE = Duration.ofMillis(20);

    private static final int HELD = 64 * 1024;

    private final OutputStream out;

    /** Held while a batch is written, so that batches keep their order. */
    private final Object writing = new Object();

    private byte[] filled = new byte[HELD];
    private int length;
    private byte[] empty = new byte[HELD];

    /** A batch that is written by {@link #drain} alone. */
    LineBatch(OutputStream out) {
        this.out = out;
    }

    /** A batch that is written a pause after a line came. */
    static LineBatch started(OutputStream out) {
        LineBatch batch = new LineBatch(out);
        Thread.ofPlatform().daemon().name("slipway-lines").start(batch::run);
        return batch;
    }

    private void run() {
        try {
            while (true) {
                awaitLine();
                LockSupport.parkNanos(PAUSE.toNanos());
                drain();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitLine() throws InterruptedException {
        while (length == 0) {
            wait();
        }
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /** Takes a line, whole: lines of threads never mix. */
    @Override
    public void write(byte[] line, int offset, int size) {
        while (!take(line, offset, size)) {
            drain();
        }
    }

    private synchronized boolean take(byte[] line, int offset, int size) {
        if (length > 0 && size > filled.length - length) {
            return false;
        }
        if (size > filled.length) {
            filled = new byte[size];
        }
        System.arraycopy(line, offset, filled, length, size);
        if (length == 0) {
            notifyAll();
        }
        length += size;
        return true;
    }

    /** Writes what came so far. Where nobody reads it any more it is lost, as standard output's lines are. */
    void drain() {
        synchronized (writing) {
            byte[] batch;
            int size;
            synchronized (this) {
                batch = filled;
                size = length;
                filled = empty;
                length = 0;
            }
            empty = batch;
            try {
                out.write(batch, 0, size);
                out.flush();
            } catch (IOException e) {
                // Nobody reads them.
                return;
            }
        }
    }

    @Override
    public void flush() {
        // see above
    }

    @Override
    public void close() {
        drain();
    }
}
