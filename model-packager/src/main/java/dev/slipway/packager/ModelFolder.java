package dev.slipway.packager;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.WeightsFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
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
public record ModelFolder(Path path) implements FolderFiles {

    /** What a package takes without {@code slipway.yaml} naming it: the card and the licence's text. */
    static final List<String> DOCUMENTS = List.of("README.md", "LICENSE");

    private static final int LARGEST_SPEC = 1 << 20;

    /** Whether something there can be read as a model folder: its own, or MLflow's. */
    public static boolean isOne(Path path) {
        return Files.exists(path.resolve(ModelSpec.FILE)) || Files.exists(path.resolve(WeightsFormat.Mlflow.FILE));
    }

    /**
     * The bytes of {@code slipway.yaml}. A folder of MLflow's has none and is read as if it had the shortest: the model is
     * called as the folder is.
     *
     * @throws ProblemsException where there is none, or no such folder
     * @throws IOException where it cannot be read
     */
    @Override
    public byte[] spec() throws IOException {
        if (!Files.exists(path)) {
            throw new ProblemsException(new Problem(path.toString(), "there is no such folder", "", ""));
        }
        if (!Files.isDirectory(path)) {
            throw new ProblemsException(
                    new Problem(path.toString(), "is a file", "a model folder", "make one with: slipway init " + path));
        }
        if (isMlflows()) {
            return mlflows();
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

    private boolean isMlflows() {
        return !Files.exists(path.resolve(ModelSpec.FILE), LinkOption.NOFOLLOW_LINKS)
                && Files.exists(path.resolve(WeightsFormat.Mlflow.FILE), LinkOption.NOFOLLOW_LINKS);
    }

    private byte[] mlflows() {
        return """
            # Made of a folder of MLflow's, which had none.
            model: %s
            format: mlflow
            weights: %s
            """.formatted(name(), WeightsFormat.Mlflow.FILE).getBytes(StandardCharsets.UTF_8);
    }

    private ModelName name() {
        Path whole = path.toAbsolutePath().normalize();
        return ModelFolders.suggestedName(whole)
                .orElseThrow(() -> new ProblemsException(new Problem(
                        whole.toString(),
                        "suggests no name for the model",
                        "",
                        "write a " + ModelSpec.FILE + " there: model: NAME, format: mlflow, weights: "
                                + WeightsFormat.Mlflow.FILE)));
    }

    @Override
    public FolderListing list(ModelSpec spec, Collection<String> further) throws IOException {
        Set<String> named = new TreeSet<>(DOCUMENTS);
        named.addAll(further);
        named.add(ModelSpec.FILE);
        spec.weights().stream().map(Located::value).forEach(named::add);
        spec.samples().map(Located::value).ifPresent(named::add);
        spec.baseline().map(Located::value).ifPresent(named::add);
        SortedMap<String, FolderEntry> entries = new TreeMap<>();
        for (String name : named) {
            entries.put(
                    name,
                    name.equals(ModelSpec.FILE) && isMlflows() ? new FolderEntry.File(mlflows().length) : entry(name));
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

    @Override
    public FileChannel channel(String name) throws IOException {
        return FileChannel.open(path.resolve(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** Its time of change, its size, and which file it is. */
    @Override
    public Object stamp(String name) throws IOException {
        if (name.equals(ModelSpec.FILE) && isMlflows()) {
            return List.of("made");
        }
        BasicFileAttributes attributes =
                Files.readAttributes(path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    }
}
