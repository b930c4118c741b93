package dev.slipway.packager;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds the package that someone names: by its folder, its digest, a prefix of the digest that fits one package only,
 * or a tag.
 */
public final class PackageReferences {

    /** Fewer digits are more likely a slip than a name. */
    private static final int SHORTEST = 4;

    private static final int MOST_NAMES = 10;
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{" + SHORTEST + ",64}");
    private static final String PREFIX = "sha256:";

    private final ModelStore store;
    private final Path workingFolder;

    /**
     * Looks in a store.
     *
     * @param workingFolder what folders are named relative to
     */
    public PackageReferences(ModelStore store, Path workingFolder) {
        this.store = store;
        this.workingFolder = workingFolder;
    }

    /** What a name leads to. */
    public sealed interface Found {}

    /**
     * A package that is stored.
     *
     * @param digest its digest
     */
    public record Stored(Digest digest) implements Found {}

    /**
     * A model folder, which may be packaged or not.
     *
     * @param path the folder
     */
    public record Unpacked(Path path) implements Found {}

    /**
     * Finds a package.
     *
     * @throws ProblemsException where the name fits none, or more than one
     */
    public Found find(String name) {
        Optional<Path> folder = folder(name);
        if (folder.isPresent()) {
            return new Unpacked(folder.get());
        }
        Optional<Digest> tagged = store.tag(name);
        if (tagged.isPresent()) {
            return new Stored(tagged.get());
        }
        String digits = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        if (HEX.matcher(digits).matches()) {
            return new Stored(byPrefix(name, digits));
        }
        throw new ProblemsException(unknown(name));
    }

    /**
     * Finds a package and, where it is a folder, packages it into the store first.
     *
     * @throws ProblemsException where the name fits none, or more than one, or the folder cannot be packaged
     */
    public Digest stored(String name) throws IOException {
        return switch (find(name)) {
            case Stored(Digest digest) -> digest;
            case Unpacked(Path path) -> new Packager(store).add(path).digest();
        };
    }

    /** What is written like a path is one; a plain word is one where such a model folder exists. */
    private Optional<Path> folder(String name) {
        try {
            Path path = workingFolder.resolve(name);
            boolean written = name.contains("/") || name.equals(".") || name.equals("..");
            return written || ModelFolder.isOne(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Digest byPrefix(String name, String digits) {
        List<Digest> fitting = store.packages().stream()
                .filter(digest -> digest.hex().startsWith(digits))
                .toList();
        if (fitting.isEmpty()) {
            throw new ProblemsException(unknown(name));
        }
        if (fitting.size() > 1) {
            throw new ProblemsException(new Problem(
                    "package",
                    "\"" + name + "\" fits " + fitting.size() + " packages: "
                            + some(new TreeSet<>(
                                    fitting.stream().map(Digest::toString).toList())),
                    "",
                    "write more digits"));
        }
        return fitting.get(0);
    }

    private Problem unknown(String name) {
        SortedSet<String> known = new TreeSet<>(store.tags().keySet());
        store.packages().forEach(digest -> known.add(PREFIX + digest.brief()));
        return new Problem(
                "package",
                "no package is called \"" + name + "\"",
                "a model folder, a digest, the beginning of one, or a tag",
                known.isEmpty() ? "the store is empty: slipway package FOLDER" : "known: " + some(known));
    }

    private static String some(SortedSet<String> names) {
        String shown = String.join(", ", names.stream().limit(MOST_NAMES).toList());
        return names.size() > MOST_NAMES ? shown + " and " + (names.size() - MOST_NAMES) + " more" : shown;
    }
}
