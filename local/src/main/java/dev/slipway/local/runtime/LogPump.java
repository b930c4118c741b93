package dev.slipway.local.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Carries what a child prints into its log, and shows each line that may be a metric to a {@link LineSink}. Reads on
 * whatever happens to the log: a child whose output nobody reads would stop.
 */
final class LogPump implements Runnable {

    private static final int CHUNK = 64 * 1024;
    /** CloudWatch's limit on one log event, in bytes: a longer line is logged, but is no metric. */
    private static final int LONGEST_LINE = 256 * 1024;

    private static final int TAIL = 500;

    private final InputStream output;
    private final LogFile log;
    private final LineSink lines;
    private final Supplier<String> epitaph;
    private final CountDownLatch end = new CountDownLatch(1);
    private byte[] line = new byte[4096];
    private int length;
    private boolean tooLong;
    private boolean logFailed;
    private volatile String lastLine = "";

    /**
     * A pump for a child.
     *
     * @param epitaph what the log shall end with, asked at the output's end; empty for nothing
     */
    LogPump(InputStream output, LogFile log, LineSink lines, Supplier<String> epitaph) {
        this.epitaph = epitaph;
        this.output = output;
        this.log = log;
        this.lines = lines;
    }

    @Override
    public void run() {
        byte[] chunk = new byte[CHUNK];
        try (output) {
            int count = output.read(chunk);
            while (count >= 0) {
                keep(chunk, count, output.available() == 0);
                split(chunk, count);
                count = output.read(chunk);
            }
        } catch (IOException _) {
            // the child ended and took its end of the pipe along
        } finally {
            if (!epitaph.get().isEmpty()) {
                byte[] last = ("\nslipway: ended: " + epitaph.get() + "\n").getBytes(StandardCharsets.UTF_8);
                keep(last, last.length, true);
            }
            closeLog();
            end.countDown();
        }
    }

    /** The last line that was neither a metric nor part of a stack trace, shortened: the best hint why a child ended. Waits a moment for the output's end. */
    String lastWords() {
        try {
            end.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return lastLine;
    }

    private void keep(byte[] chunk, int count, boolean quiet) {
        if (logFailed) {
            return;
        }
        try {
            log.write(chunk, 0, count);
            if (quiet) {
                log.flush();
            }
        } catch (IOException _) {
            logFailed = true;
        }
    }

    private void closeLog() {
        try {
            log.close();
        } catch (IOException _) {
            logFailed = true;
        }
    }

    private void split(byte[] chunk, int count) {
        int from = 0;
        for (int at = 0; at < count; at++) {
            if (chunk[at] == '\n') {
                append(chunk, from, at - from);
                endLine();
                from = at + 1;
            }
        }
        append(chunk, from, count - from);
    }

    private void append(byte[] chunk, int from, int count) {
        if (length + count > LONGEST_LINE) {
            tooLong = true;
            return;
        }
        if (length + count > line.length) {
            byte[] longer = new byte[Math.max(line.length * 2, length + count)];
            System.arraycopy(line, 0, longer, 0, length);
            line = longer;
        }
        System.arraycopy(chunk, from, line, length, count);
        length += count;
    }

    private void endLine() {
        if (!tooLong && length > 0) {
            if (line[0] == '{') {
                lines.line(line, length);
            } else if (line[0] != '\t' && line[0] != ' ') {
                lastLine = new String(line, 0, Math.min(length, TAIL), StandardCharsets.UTF_8).strip();
            }
        }
        length = 0;
        tooLong = false;
    }
}
