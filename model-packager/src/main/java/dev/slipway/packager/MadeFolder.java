package dev.slipway.packager;

import dev.slipway.core.spec.ModelSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files that lie in several places and are read as one model folder; nothing is copied.
 *
 * @param text what its {@code slipway.yaml} says
 * @param files where its other files are, by their paths in the folder
 */
record MadeFolder(String text, SortedMap<String, Path> files) implements FolderFiles {

    MadeFolder {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    @Override
    public byte[] spec() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public FolderListing list(ModelSpec spec, Collection<String> further) throws IOException {
        SortedMap<String, FolderEntry> entries = new TreeMap<>();
        entries.put(ModelSpec.FILE, new FolderEntry.File(spec().length));
        for (Map.Entry<String, Path> file : files.entrySet()) {
            entries.put(file.getKey(), entry(file.getValue()));
        }
        return new FolderListing(entries, List.of());
    }

    private static FolderEntry entry(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new FolderEntry.Missing();
        }
        if (Files.isRegularFile(file)) {
            return new FolderEntry.File(Files.size(file));
        }
        return Files.isDirectory(file) ? new FolderEntry.Folder() : new FolderEntry.Special();
    }

    @Override
    public InputStream open(String name) throws IOException {
        return name.equals(ModelSpec.FILE) ? new ByteArrayInputStream(spec()) : Files.newInputStream(file(name));
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(file(name));
    }

    @Override
    public FileChannel channel(String name) throws IOException {
        return FileChannel.open(file(name), StandardOpenOption.READ);
    }

    @Override
    public Object stamp(String name) throws IOException {
        if (name.equals(ModelSpec.FILE)) {
            return text;
        }
        BasicFileAttributes attributes = Files.readAttributes(file(name), BasicFileAttributes.class);
        return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    }

    private Path file(String name) throws IOException {
        return Optional.ofNullable(files.get(name)).orElseThrow(() -> new NoSuchFileException(name));
    }
}
