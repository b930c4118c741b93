package dev.slipway.packager.torchscript;

import dev.slipway.packager.format.FileSource;
import dev.slipway.packager.format.FormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A zip's entries by its central directory, which is where PyTorch looks for them (PKWARE, APPNOTE.TXT 6.3.10, 4.3). Read
 * front to back from streams, so a folder and a store can be its source; weights are stepped over.
 */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_LENGTH = 22;
    private static final int CENTRAL_LENGTH = 46;
    private static final int LOCAL_LENGTH = 30;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final long MOST_DIRECTORY = 16 << 20;
    private static final int MOST_ENTRIES = 100_000;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final FileSource files;
    private final String file;
    private final long size;

    private ZipDirectory(FileSource files, String file) throws IOException {
        this.files = files;
        this.file = file;
        this.size = files.size(file);
    }

    /**
     * An entry.
     *
     * @param name its path in the archive
     * @param method how it is compressed
     * @param compressed its length in the archive, in bytes
     * @param length its length in bytes
     * @param offset where its own header begins
     */
    record Entry(String name, int method, long compressed, long length, long offset) {}

    /**
     * The entries, in the directory's order.
     *
     * @throws FormatException where it is no zip, or one above 4 GB
     */
    static List<Entry> list(FileSource files, String file) throws IOException {
        ZipDirectory directory = new ZipDirectory(files, file);
        return directory.entries(directory.end());
    }

    /**
     * The contents of the entries that are wanted, by name.
     *
     * @param most the most bytes of one, and of all of them
     * @throws FormatException where one is longer, or cannot be read
     */
    static SortedMap<String, byte[]> read(
            FileSource files, String file, List<Entry> entries, Predicate<String> wanted, int most) throws IOException {
        return new ZipDirectory(files, file).contents(entries, wanted, most);
    }

    private ByteBuffer end() throws IOException {
        int length = (int) Math.min(size, END_LENGTH + LONGEST_COMMENT);
        ByteBuffer tail = bytes(size - length, length);
        for (int at = length - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                return tail.position(at).slice().order(ByteOrder.LITTLE_ENDIAN);
            }
        }
        throw new FormatException("it is no zip archive");
    }

    private List<Entry> entries(ByteBuffer end) throws IOException {
        int count = Short.toUnsignedInt(end.getShort(10));
        long length = Integer.toUnsignedLong(end.getInt(12));
        long offset = Integer.toUnsignedLong(end.getInt(16));
        if (length > MOST_DIRECTORY || count > MOST_ENTRIES || offset + length > size) {
            throw new FormatException("its zip directory has " + count + " entries in " + length + " bytes from "
                    + offset + "; expected a whole archive below 4 GB");
        }
        ByteBuffer directory = bytes(offset, (int) length);
        List<Entry> entries = new ArrayList<>();
        while (directory.remaining() >= CENTRAL_LENGTH && entries.size() < count) {
            entries.add(entry(directory));
        }
        return entries;
    }

    private Entry entry(ByteBuffer directory) {
        int start = directory.position();
        int name = Short.toUnsignedInt(directory.getShort(start + 28));
        int rest = Short.toUnsignedInt(directory.getShort(start + 30))
                + Short.toUnsignedInt(directory.getShort(start + 32));
        if (directory.getInt(start) != CENTRAL || directory.remaining() < CENTRAL_LENGTH + name + rest) {
            throw new FormatException("its zip directory is damaged");
        }
        byte[] text = new byte[name];
        directory.get(start + CENTRAL_LENGTH, text);
        directory.position(start + CENTRAL_LENGTH + name + rest);
        return new Entry(
                new String(text, StandardCharsets.UTF_8),
                directory.getShort(start + 10),
                Integer.toUnsignedLong(directory.getInt(start + 20)),
                Integer.toUnsignedLong(directory.getInt(start + 24)),
                Integer.toUnsignedLong(directory.getInt(start + 42)));
    }

    private SortedMap<String, byte[]> contents(List<Entry> entries, Predicate<String> wanted, int most)
            throws IOException {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        long left = most;
        try (InputStream in = files.open(file)) {
            long position = 0;
            for (Entry entry : entries.stream()
                    .filter(entry -> wanted.test(entry.name()))
                    .sorted(Comparator.comparingLong(Entry::offset))
                    .toList()) {
                left -= Math.max(entry.length(), entry.compressed());
                if (left < 0 || entry.offset() < position || entry.offset() + entry.compressed() > size) {
                    throw new FormatException("its entry " + entry.name() + " has " + entry.length()
                            + " bytes; expected at most " + most + " of code and structure");
                }
                in.skipNBytes(entry.offset() - position);
                ByteBuffer header = ByteBuffer.wrap(in.readNBytes(LOCAL_LENGTH)).order(ByteOrder.LITTLE_ENDIAN);
                if (header.remaining() < LOCAL_LENGTH || header.getInt(0) != LOCAL) {
                    throw new FormatException("its entry " + entry.name() + " is not where its directory says");
                }
                int names = Short.toUnsignedInt(header.getShort(26)) + Short.toUnsignedInt(header.getShort(28));
                in.skipNBytes(names);
                contents.put(entry.name(), content(entry, in.readNBytes((int) entry.compressed())));
                position = entry.offset() + LOCAL_LENGTH + names + entry.compressed();
            }
        }
        return contents;
    }

    private static byte[] content(Entry entry, byte[] packed) throws IOException {
        byte[] content = switch (entry.method()) {
            case STORED -> packed;
            case DEFLATED -> inflated(entry, packed);
            default ->
                throw new FormatException("its entry " + entry.name() + " is compressed by method " + entry.method()
                        + "; expected none, or deflate");
        };
        if (content.length != entry.length()) {
            throw new FormatException("its entry " + entry.name() + " is damaged");
        }
        return content;
    }

    private static byte[] inflated(Entry entry, byte[] packed) throws IOException {
        Inflater inflater = new Inflater(true);
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed), inflater)) {
            return in.readNBytes((int) entry.length() + 1);
        } catch (ZipException e) {
            throw new FormatException("its entry " + entry.name() + " is damaged: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private ByteBuffer bytes(long from, int length) throws IOException {
        try (InputStream in = files.open(file)) {
            in.skipNBytes(from);
            return ByteBuffer.wrap(in.readNBytes(length)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
