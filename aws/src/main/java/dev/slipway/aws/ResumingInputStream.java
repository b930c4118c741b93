package dev.slipway.aws;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads an object and, where the connection breaks, goes on from the byte where it broke: loading a large model does
 * not start anew for one lost connection.
 */
final class ResumingInputStream extends InputStream {

    private static final int TRIES_WITHOUT_PROGRESS = 3;

    private final Source source;
    private InputStream in;
    private long position;
    private int failures;

    /** Opens {@code source} at its start. */
    ResumingInputStream(Source source) throws IOException {
        this.source = source;
        this.in = source.from(0);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        while (true) {
            try {
                int count = in.read(target, offset, length);
                if (count < 0 && position < source.size()) {
                    throw new IOException("the connection ended after " + position + " of " + source.size() + " bytes");
                }
                if (count > 0) {
                    position += count;
                    failures = 0;
                }
                return count;
            } catch (IOException e) {
                resume(e);
            }
        }
    }

    private void resume(IOException broken) throws IOException {
        source.abandon(in);
        if (++failures > TRIES_WITHOUT_PROGRESS) {
            throw broken;
        }
        in = source.from(position);
    }

    /** Closing before the end drops the connection instead of reading the rest. */
    @Override
    public void close() throws IOException {
        if (position < source.size()) {
            source.abandon(in);
        } else {
            in.close();
        }
    }

    /** An object that can be read from any byte. */
    interface Source {
        /** How many bytes it has. */
        long size();

        /** Opens it at a byte. */
        InputStream from(long position) throws IOException;

        /** Gives up one of its streams without reading on. */
        void abandon(InputStream stream);
    }
}
