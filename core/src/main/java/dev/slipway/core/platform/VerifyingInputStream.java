package dev.slipway.core.platform;

import dev.slipway.core.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * Reads a blob and checks it on the way: the read that would answer the end throws
 * {@link PlatformException.Corrupt} where the bytes are not what the digest says. Invariant I5 rests on it: use nothing
 * before the end was reached.
 */
public final class VerifyingInputStream extends InputStream {

    private final InputStream in;
    private final Digest expected;
    private final MessageDigest seen = Digest.algorithm();
    private boolean checked;

    /** Reads {@code in}, whose bytes must have the digest {@code expected}. Closing it closes {@code in}. */
    public VerifyingInputStream(InputStream in, Digest expected) {
        this.in = in;
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        int count = in.read(target, offset, length);
        if (count >= 0) {
            seen.update(target, offset, count);
        } else if (!checked) {
            Digest found = Digest.finish(seen);
            if (!found.equals(expected)) {
                throw new PlatformException.Corrupt(
                        "the stored bytes of " + expected + " have the digest " + found + "; they are not used");
            }
            checked = true;
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
