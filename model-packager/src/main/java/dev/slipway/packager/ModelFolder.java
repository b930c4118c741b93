package dev.slipway.packager;

import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.format.FileSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A model folder on disk: the only class that looks at one. Follows no links, so nothing outside the folder gets into a
 * package.
 *
 * @param path the folder
 */
public record ModelFolder(Path path) implements FileSource {

    /** What a package takes without {@code slipway.yaml} naming it: the card and the licence's text. */
    static final List<String> DOCUMENTS = List.of("README.md", "LICENSE");

    private static final int LARGEST_SPEC = 1 << 20;

    /**
     * The bytes of {@code slipway.yaml}.
     *
     * @throws ProblemsException where there is none, or no such folder
     * @throws IOException where it cannot be read
     */
    public byte[] spec() throws IOException {
        if (!Files.exists(path)) {
            throw new ProblemsException(new Problem(path.toString(), "there is no such folder", "", ""));
        }
        if (!Files.isDirectory(path)) {
            throw new ProblemsException(
                    new Problem(path.toString(), "is a file", "a model folder", "make one with: slipway init " + path));
        }
        try (InputStream in = open(ModelSpec.FILE)) {
            return in.readNBytes(LARGEST_SPEC); // the reader of it refuses far less
        } catch (NoSuchFileException e) {
            throw new ProblemsException(new Problem(
                    path.toString(),
                    "has no " + ModelSpec.FILE,
                    "a model folder",
                    "make one around a model file with: slipway init FILE"));
        }
    }

    /**
     * Looks at all that the package may be made of.
     *
     * @throws IOException where the folder cannot be read
     */
    public FolderListing list(ModelSpec spec) throws IOException {
        Set<String> named = new TreeSet<>(DOCUMENTS);
        named.add(ModelSpec.FILE);
        spec.weights().stream().map(Located::value).forEach(named::add);
        spec.samples().map(Located::value).ifPresent(named::add);
        spec.baseline().map(Located::value).ifPresent(named::add);
        SortedMap<String, FolderEntry> entries = new TreeMap<>();
        for (String name : named) {
            entries.put(name, entry(name));
        }
        return new FolderListing(entries, others(named));
    }

    private FolderEntry entry(String name) throws IOException {
        Path reached = path;
        for (Path part : path.getFileSystem().getPath(name)) {
            reached = reached.resolve(part);
            if (Files.isSymbolicLink(reached)) {
                return new FolderEntry.Link(path.relativize(reached).toString().replace('\\', '/'));
            }
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(reached, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()) {
                return new FolderEntry.File(attributes.size());
            }
            return attributes.isDirectory() ? new FolderEntry.Folder() : new FolderEntry.Special();
        } catch (NoSuchFileException e) {
            return new FolderEntry.Missing();
        }
    }

    private List<String> others(Set<String> named) throws IOException {
        List<String> others = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                String name = path.relativize(entry).toString();
                boolean folder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
                boolean holdsNamed = folder && named.stream().anyMatch(path -> path.startsWith(name + "/"));
                if (!name.startsWith(".") && !named.contains(name) && !holdsNamed) {
                    others.add(folder ? name + "/" : name);
                }
            }
        }
        return others.stream().sorted().toList();
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(path.resolve(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(path.resolve(name));
    }

    /** Opens a file of the folder for reads anywhere in it. */
    FileChannel channel(String name) throws IOException {
        return FileChannel.open(path.resolve(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** What tells whether a file was changed: its time of change, its size, and which file it is. */
    Object stamp(String name) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    }
}
