package dev.slipway.functions.v2;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Undoes the compression that a client may put on its body (RFC 9110, 8.4.1): gzip or deflate, once. */
final class ContentEncoding {

    private ContentEncoding() {}

    /**
     * The body as the client wrote it.
     *
     * @param limit the most bytes it may have then; a small body can claim to be huge
     * @throws InvalidRequestException where it cannot be undone or is longer
     */
    static ByteBuffer undo(String encoding, ByteBuffer body, int limit) {
        String name = encoding.strip().toLowerCase(Locale.ROOT);
        try {
            return switch (name) {
                case "", "identity" -> body;
                case "gzip", "x-gzip" -> inflate(new GZIPInputStream(stream(body)), limit);
                case "deflate" -> inflate(new InflaterInputStream(stream(body)), limit);
                default ->
                    throw new InvalidRequestException(
                            415,
                            "Content-Encoding \"" + JsonSource.shorten(encoding)
                                    + "\" is not understood; expected gzip, deflate or none");
            };
        } catch (ZipException | EOFException e) {
            throw new InvalidRequestException("the body is not the " + name + " that Content-Encoding says");
        } catch (IOException e) {
            throw new IllegalStateException("reading bytes in memory failed", e);
        }
    }

    private static ByteBuffer inflate(InputStream compressed, int limit) throws IOException {
        try (compressed) {
            byte[] bytes = compressed.readNBytes(limit);
            if (compressed.read() >= 0) {
                throw new InvalidRequestException(
                        413, "the body has more than " + limit + " bytes when it is decompressed; send fewer rows");
            }
            return ByteBuffer.wrap(bytes);
        }
    }

    private static InputStream stream(ByteBuffer body) {
        return new ByteArrayInputStream(body.array(), body.arrayOffset() + body.position(), body.remaining());
    }
}
