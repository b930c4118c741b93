package dev.slipway.functions.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a 64-bit little-endian ELF library asks of the system it is loaded on (System V ABI, "Dynamic Section"; LSB,
 * "Symbol Versioning").
 */
final class ElfFile {

    private static final byte[] MAGIC = {0x7F, 'E', 'L', 'F'};
    private static final int HEADER = 64;
    private static final int DYNAMIC = 6;
    private static final int VERSIONS_NEEDED = 0x6ffffffe;
    private static final int NEEDED = 1;
    private static final int OWN_NAME = 14;

    private final ByteBuffer file;
    private final Map<Integer, List<int[]>> sections = new HashMap<>();
    private final List<int[]> all = new ArrayList<>();

    private ElfFile(ByteBuffer file) {
        this.file = file;
    }

    static ElfFile read(Path path) throws IOException {
        ElfFile elf = new ElfFile(ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN));
        elf.sections();
        return elf;
    }

    /** Whether a file begins as every ELF file does. */
    static boolean begins(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return begins(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean begins(InputStream in) throws IOException {
        return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }

    /** The processor that a file is for, as {@code e_machine} says it. */
    static int processor(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return Short.toUnsignedInt(ByteBuffer.wrap(in.readNBytes(HEADER))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getShort(0x12));
        }
    }

    private void sections() {
        int start = (int) file.getLong(0x28);
        int size = Short.toUnsignedInt(file.getShort(0x3A));
        int count = Short.toUnsignedInt(file.getShort(0x3C));
        for (int i = 0; i < count; i++) {
            int at = start + i * size;
            // offset, size, link
            int[] section = {(int) file.getLong(at + 0x18), (int) file.getLong(at + 0x20), file.getInt(at + 0x28)};
            all.add(section);
            sections.computeIfAbsent(file.getInt(at + 4), _ -> new ArrayList<>())
                    .add(section);
        }
    }

    /** The libraries it needs, sorted. */
    SortedSet<String> needed() {
        return named(NEEDED);
    }

    /** What others call it when they need it, where it says so: it need not be its file's name. */
    SortedSet<String> ownName() {
        return named(OWN_NAME);
    }

    private SortedSet<String> named(int tag) {
        SortedSet<String> names = new TreeSet<>();
        for (int[] section : sections.getOrDefault(DYNAMIC, List.of())) {
            for (int at = section[0]; at < section[0] + section[1]; at += 16) {
                if (file.getLong(at) == tag) {
                    names.add(text(section[2], (int) file.getLong(at + 8)));
                }
            }
        }
        return names;
    }

    /** The versions of symbols that it wants of others: {@code GLIBC_2.17}, ... */
    SortedSet<String> versions() {
        SortedSet<String> names = new TreeSet<>();
        for (int[] section : sections.getOrDefault(VERSIONS_NEEDED, List.of())) {
            int need = section[0];
            for (int next = 1; next != 0; need += next) {
                next = file.getInt(need + 12);
                int count = Short.toUnsignedInt(file.getShort(need + 2));
                int version = need + file.getInt(need + 8);
                for (int i = 0; i < count; i++) {
                    names.add(text(section[2], file.getInt(version + 8)));
                    version += file.getInt(version + 12);
                }
            }
        }
        return names;
    }

    private String text(int section, int offset) {
        int start = all.get(section)[0] + offset;
        int end = start;
        while (file.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - start];
        file.get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
