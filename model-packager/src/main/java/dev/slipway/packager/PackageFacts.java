package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.packager.format.FileSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is in a package, for people and programs.
 *
 * @param digest the package's digest
 * @param tags its tags, sorted
 * @param serving the name, format and signature
 * @param licence the SPDX expression, where the author gave one
 * @param files its files, sorted by path
 * @param weights what the weights say of themselves
 */
public record PackageFacts(
        Digest digest,
        List<String> tags,
        ServingManifest serving,
        Optional<String> licence,
        List<Descriptor> files,
        WeightsFacts weights) {

    private static final int LARGEST_CONFIG = 4 << 20;

    /** What a process has with a model of no size: seen with ONNX Runtime on Linux, in bytes. */
    private static final long PROCESS = 96L << 20;

    /** Copies the lists. */
    public PackageFacts {
        tags = List.copyOf(tags);
        files = List.copyOf(files);
    }

    /** The facts of a folder that was read. */
    public static PackageFacts of(ModelPackage read) {
        return new PackageFacts(
                read.digest(),
                List.of(),
                read.serving(),
                read.spec().licence(),
                read.manifest().layers(),
                read.weights());
    }

    /**
     * The facts of a stored package. Reads its weights, and so checks them.
     *
     * @throws dev.slipway.core.platform.PlatformException where a part is missing or damaged
     * @throws dev.slipway.core.json.JsonException where a part is not what a package holds
     */
    public static PackageFacts of(ModelStore store, Digest digest) throws IOException {
        Manifest manifest = PackageContents.manifest(store, digest);
        ServingManifest serving = ServingManifest.parse(
                store.read(layer(manifest, ServingManifest.PATH).digest(), LARGEST_CONFIG));
        JsonReader config =
                JsonReader.parse("config", store.read(manifest.config().digest(), LARGEST_CONFIG));
        List<String> tags = store.tags().entrySet().stream()
                .filter(tag -> tag.getValue().equals(digest))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        // the digest is checked at the end, so before the file is looked into
        for (String path : serving.weights()) {
            try (InputStream in = store.open(layer(manifest, path).digest())) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return new PackageFacts(
                digest,
                tags,
                serving,
                config.optionalChild("descriptor")
                        .flatMap(descriptor ->
                                descriptor.texts("licenses").stream().findFirst()),
                manifest.layers(),
                WeightsReading.read(
                        serving.format(),
                        new Stored(store, manifest),
                        serving.weights().get(0)));
    }

    private static Descriptor layer(Manifest manifest, String path) {
        return manifest.layer(path).orElseThrow(() -> new IllegalArgumentException("the package has no file " + path));
    }

    /** A stored package's files. */
    private record Stored(ModelStore store, Manifest manifest) implements FileSource {
        @Override
        public InputStream open(String path) {
            return store.open(layer(manifest, path).digest());
        }

        @Override
        public long size(String path) {
            return layer(manifest, path).size();
        }
    }

    /** The size of all files, in bytes. */
    public long size() {
        return files.stream().mapToLong(Descriptor::size).sum();
    }

    /**
     * The memory that a process serving it will have, in bytes, as far as the sizes of its weights tell: the engine
     * copies what it was given. A trial measures it.
     */
    public long estimatedMemory() {
        long weightsSize = files.stream()
                .filter(file -> file.path().filter(serving.weights()::contains).isPresent())
                .mapToLong(Descriptor::size)
                .sum();
        return PROCESS + 2 * weightsSize;
    }

    /** The facts as JSON, as {@code inspect --json} prints them. */
    public Json.Fields json() {
        return Json.object()
                .with("digest", Json.of(digest.toString()))
                .with("tags", Json.texts(tags))
                .with("model", Json.of(serving.model().value()))
                .with("format", Json.of(serving.format().key()))
                .with("licence", Json.ofText(licence))
                .with("parameters", Json.of(weights.parameters()))
                .with("size", Json.of(size()))
                .with("estimated_memory", Json.of(estimatedMemory()))
                .with("inputs", tensors(serving.signature().inputs()))
                .with("outputs", tensors(serving.signature().outputs()))
                .with(serving.format().key(), weights.json())
                .with(
                        "files",
                        Json.array(files.stream().flatMap(PackageFacts::file).toList()));
    }

    private static Json tensors(List<TensorSpec> tensors) {
        return Json.array(tensors.stream()
                .map(tensor -> Json.object()
                        .with("name", Json.of(tensor.name()))
                        .with("datatype", Json.of(tensor.datatype().name()))
                        .with(
                                "shape",
                                Json.array(tensor.shape().stream().map(Json::of).toList())))
                .toList());
    }

    private static Stream<Json> file(Descriptor file) {
        return file.path().stream()
                .map(path -> Json.object()
                        .with("path", Json.of(path))
                        .with("media_type", Json.of(file.mediaType()))
                        .with("size", Json.of(file.size()))
                        .with("digest", Json.of(file.digest().toString())));
    }
}
