package dev.slipway.packager.baseline;

import dev.hardwood.InputFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file for the Parquet reader that is opened as all files of a model folder are: following no link. Opened anew for
 * each read, for the reader interrupts threads of its own, and that closes a channel for everybody.
 */
final class ChannelFile implements InputFile {

    private final String name;
    private final Baseline.Source source;

    ChannelFile(String name, Baseline.Source source) {
        this.name = name;
        this.source = source;
    }

    @Override
    public void open() {}

    @Override
    public ByteBuffer readRange(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel channel = source.channel()) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new EOFException(name + " ends before byte " + (offset + length));
                }
            }
        }
        return bytes.flip();
    }

    @Override
    public long length() throws IOException {
        try (FileChannel channel = source.channel()) {
            return channel.size();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {}
}
