package dev.slipway.packager;

import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Place;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.baseline.Baseline;
import dev.slipway.packager.text.TokenizerFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a package will be made of: decided from what {@code slipway.yaml} says and what the folder holds, before a file
 * is opened.
 *
 * @param layers one a file, sorted by path; {@code serving.json} and
 *     {@code baseline.json}, which are made later, among them
 * @param leftOut what stands in the folder and is not packaged, for telling
 */
public record PackagePlan(List<Layer> layers, List<String> leftOut) {

    /** The most bytes of golden samples: a function reads them whole. */
    static final long MOST_SAMPLES = 16 << 20;

    /**
     * A file of the package.
     *
     * @param path its path in the folder and in the package
     * @param mediaType its kind
     * @param size its size in bytes; 0 for one that is made later
     */
    public record Layer(String path, String mediaType, long size) {}

    /**
     * A file that belongs to the package and that {@code slipway.yaml} does not name.
     *
     * @param path its path in the folder
     * @param mediaType its kind
     */
    public record Further(String path, String mediaType) {}

    /** Copies the lists. */
    public PackagePlan {
        layers = List.copyOf(layers);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Decides.
     *
     * @param further what it takes besides
     * @throws ProblemsException with everything that stands in the way, at the places that name it
     */
    public static PackagePlan of(ModelSpec spec, FolderListing folder, List<Further> further) {
        Builder builder = new Builder(folder);
        builder.optional(ModelSpec.FILE, MediaTypes.SETTINGS);
        spec.weights()
                .forEach(file -> builder.named(
                        "weights",
                        file,
                        file.value().endsWith(TokenizerFile.NAME) ? MediaTypes.SETTINGS : MediaTypes.WEIGHTS));
        spec.samples().ifPresent(file -> {
            builder.named("samples", file, MediaTypes.DATA);
            builder.atMost("samples", file, MOST_SAMPLES);
        });
        spec.baseline().ifPresent(builder::statistics);
        further.forEach(file -> builder.optional(file.path(), file.mediaType()));
        List<String> named = builder.layers.stream().map(Layer::path).toList();
        ModelFolder.DOCUMENTS.stream()
                .filter(path -> !named.contains(path))
                .forEach(path -> builder.optional(path, MediaTypes.DOCUMENT));
        builder.layers.add(new Layer(ServingManifest.PATH, MediaTypes.SETTINGS, 0));
        return builder.build();
    }

    private static final class Builder {

        private final FolderListing folder;
        private final List<Layer> layers = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();

        Builder(FolderListing folder) {
            this.folder = folder;
        }

        void atMost(String key, Located<String> file, long limit) {
            if (folder.at(file.value()) instanceof FolderEntry.File(long size) && size > limit) {
                add(
                        file.place(),
                        key + ": the file \"" + file.value() + "\" has " + size + " bytes",
                        "keep at most " + limit + ": a function asks them all before its first call");
            }
        }

        void optional(String path, String mediaType) {
            switch (folder.at(path)) {
                case FolderEntry.File(long size) -> layers.add(new Layer(path, mediaType, size));
                case FolderEntry.Missing() -> {}
                case FolderEntry.Link _, FolderEntry.Folder _, FolderEntry.Special _ ->
                    problems.add(new Problem(path, "is no plain file", "", "packages hold plain files only"));
            }
        }

        /** The statistics travel; the rows stay where they are. */
        void statistics(Located<String> file) {
            named("baseline", file, MediaTypes.DATA);
            layers.removeLast();
            layers.add(new Layer(Baseline.PATH, MediaTypes.DATA, 0));
        }

        void named(String key, Located<String> file, String mediaType) {
            String path = file.value();
            switch (folder.at(path)) {
                case FolderEntry.File(long size) -> {
                    if (size == 0) {
                        add(file.place(), key + ": the file \"" + path + "\" is empty", "");
                    }
                    layers.add(new Layer(path, mediaType, size));
                }
                case FolderEntry.Missing() -> add(file.place(), key + ": there is no file \"" + path + "\"", near());
                case FolderEntry.Folder() -> add(file.place(), key + ": \"" + path + "\" is a folder", "name a file");
                case FolderEntry.Link(String link) ->
                    add(
                            file.place(),
                            key + ": \"" + link + "\" is a symbolic link",
                            "put the file itself there: a package must not depend on what lies outside its folder");
                case FolderEntry.Special() ->
                    add(file.place(), key + ": \"" + path + "\" is no plain file", "name a plain file");
            }
        }

        private void add(Place place, String found, String remedy) {
            problems.add(new Problem(place.toString(), found, "", remedy));
        }

        private String near() {
            List<String> known = new ArrayList<>(folder.others());
            return known.isEmpty() ? "" : "in the folder: " + String.join(", ", known);
        }

        PackagePlan build() {
            if (!problems.isEmpty()) {
                throw new ProblemsException(problems);
            }
            return new PackagePlan(
                    layers.stream().sorted(Comparator.comparing(Layer::path)).toList(), folder.others());
        }
    }

    /** The layer at this path. */
    Optional<Layer> layer(String path) {
        return layers.stream().filter(layer -> layer.path().equals(path)).findFirst();
    }
}
