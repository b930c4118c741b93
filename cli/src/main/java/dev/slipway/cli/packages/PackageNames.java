package dev.slipway.cli.packages;

import dev.slipway.cli.CommandException;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.Tags;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.PackageReferences;
import dev.slipway.packager.PackageReferences.Found;
import dev.slipway.packager.PackageVerifier;
import dev.slipway.packager.PackageVerifier.Verification;
import dev.slipway.packager.Packager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Packages as people name them on the command line. */
public final class PackageNames {

    /** What the option or parameter may be, for {@code --help}. */
    public static final String KINDS = "a model folder, a digest, the beginning of one, or a tag such as digits:stable";

    private PackageNames() {}

    /**
     * Finds what a name leads to.
     *
     * @throws CommandException where it leads nowhere, or to more than one package
     */
    public static Found find(ModelStore store, Path folder, String name) {
        try {
            return new PackageReferences(store, folder).find(name);
        } catch (ProblemsException e) {
            throw CommandException.askedWrongly(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The digest of a stored package; a folder is packaged into the store first.
     *
     * @throws ProblemsException with all that is wrong with the folder
     */
    public static Digest stored(ModelStore store, Path folder, String name) throws IOException {
        return switch (find(store, folder, name)) {
            case PackageReferences.Stored(Digest digest) -> digest;
            case PackageReferences.Unpacked(Path path) ->
                new Packager(store).add(path).digest();
        };
    }

    /**
     * The digest of a package that is stored, and whole to the last byte.
     *
     * @throws ProblemsException with all that is wrong with the folder, or with the stored package
     */
    public static Digest whole(ModelStore store, Path folder, String name) throws IOException {
        Digest digest = stored(store, folder, name);
        Verification found = PackageVerifier.verify(store, digest);
        if (!found.isWhole()) {
            throw new ProblemsException(found.problems());
        }
        return digest;
    }

    /**
     * Tags of a model in full: {@code stable} is {@code digits:stable}.
     *
     * @throws CommandException where one cannot be a tag
     */
    static List<String> tags(String model, List<String> names) {
        return names.stream().map(name -> tag(model, name)).toList();
    }

    private static String tag(String model, String name) {
        String full = name.startsWith(model + ":") ? name : model + ":" + name;
        if (!Tags.isAllowed(full)) {
            throw CommandException.askedWrongly(
                    "--tag: found \"" + name + "\"; expected letters and digits with single - . _ + between them");
        }
        return full;
    }
}
