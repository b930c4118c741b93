package dev.slipway.local.console;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.proof.GoldenSample;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.ProblemsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;

/** Packages as people look at them: facts, signature, model card, golden samples. Read-only. */
public final class PackageViews {

    private static final int MANIFEST_LIMIT = 4 << 20;
    private static final int FILE_LIMIT = 8 << 20;
    private static final int CARD_LIMIT = 64 << 10;
    private static final int SAMPLES_SHOWN = 3;
    private static final String CARD = "README.md";

    /** A store may be far away. */
    private static final int AT_ONCE = 8;

    private final ModelStore models;
    private final StageKind kind;

    /** Views on what is in this store, of a stage of this kind: the times of plans depend on it. */
    public PackageViews(ModelStore models, StageKind kind) {
        this.models = models;
        this.kind = kind;
    }

    /** All packages, each in a few words. One that cannot be read says why. */
    public List<Json.Fields> all() {
        Map<String, Digest> tags = models.tags();
        return models.packages().stream()
                .gather(Gatherers.mapConcurrent(AT_ONCE, digest -> brief(digest, tags)))
                .toList();
    }

    private Json.Fields brief(Digest digest, Map<String, Digest> tags) {
        Json.Fields told =
                Json.object().with("digest", Json.of(digest.toString())).with("tags", Json.texts(tagsOf(digest, tags)));
        try {
            Manifest manifest = manifest(digest);
            ServingManifest serving = serving(manifest);
            return told.with("model", Json.of(serving.model().value()))
                    .with("format", Json.of(serving.format().key()))
                    .with("size", Json.of(size(manifest)));
        } catch (PlatformException | JsonException | IllegalArgumentException e) {
            return told.with("problem", Json.of(String.valueOf(e.getMessage())));
        }
    }

    private static List<String> tagsOf(Digest digest, Map<String, Digest> tags) {
        return tags.entrySet().stream()
                .filter(tag -> tag.getValue().equals(digest))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /**
     * One package, with all there is to know.
     *
     * @throws PlatformException.Missing where the store does not have it
     * @throws PlatformException.Refused where it cannot be read
     */
    public Json.Fields one(Digest digest) {
        try {
            Manifest manifest = manifest(digest);
            ServingManifest serving = serving(manifest);
            Optional<ModelSpec> spec =
                    file(manifest, ModelSpec.FILE).map(bytes -> ModelSpec.parse(ModelSpec.FILE, bytes));
            return brief(digest, models.tags())
                    .with("licence", Json.ofText(spec.flatMap(ModelSpec::licence)))
                    .with("inputs", tensors(serving.signature().inputs()))
                    .with("outputs", tensors(serving.signature().outputs()))
                    .with("features", Json.texts(features(manifest, spec)))
                    .with("samples", samples(manifest, serving))
                    .with(
                            "plan",
                            spec.<Json>map(found -> found.release().plan(kind).json())
                                    .orElseGet(Json.Null::new))
                    .with(
                            "files",
                            Json.array(manifest.layers().stream()
                                    .map(PackageViews::layer)
                                    .toList()))
                    .with("card", Json.ofText(card(manifest)));
        } catch (JsonException | IllegalArgumentException | ProblemsException e) {
            throw new PlatformException.Refused("package " + digest + " cannot be read: " + e.getMessage());
        }
    }

    private Manifest manifest(Digest digest) {
        return Manifest.parse(models.read(digest, MANIFEST_LIMIT));
    }

    private ServingManifest serving(Manifest manifest) {
        return file(manifest, ServingManifest.PATH)
                .map(ServingManifest::parse)
                .orElseThrow(() -> new IllegalArgumentException("it has no " + ServingManifest.PATH));
    }

    private Optional<byte[]> file(Manifest manifest, String path) {
        return manifest.layer(path)
                .filter(layer -> layer.size() <= FILE_LIMIT)
                .map(layer -> models.read(layer.digest(), FILE_LIMIT));
    }

    private static long size(Manifest manifest) {
        return manifest.layers().stream().mapToLong(Descriptor::size).sum();
    }

    private static Json.Fields layer(Descriptor layer) {
        return Json.object()
                .with("path", Json.of(layer.path().orElse("")))
                .with("size", Json.of(layer.size()))
                .with("digest", Json.of(layer.digest().toString()));
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

    /** The names of the features, from the first line of a baseline in CSV. */
    private List<String> features(Manifest manifest, Optional<ModelSpec> spec) {
        return spec.flatMap(ModelSpec::baseline)
                .map(Located::value)
                .filter(path -> path.endsWith(".csv"))
                .flatMap(path -> file(manifest, path))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse(""))
                .map(line ->
                        Arrays.stream(line.split(",", -1)).map(String::strip).toList())
                .orElse(List.of());
    }

    private Json samples(Manifest manifest, ServingManifest serving) {
        List<Json> shown = new ArrayList<>();
        List<GoldenSample> all = serving.samples()
                .flatMap(path -> file(manifest, path))
                .map(GoldenSample::parse)
                .orElse(List.of());
        all.stream().limit(SAMPLES_SHOWN).map(GoldenSample::request).forEach(shown::add);
        return Json.object().with("count", Json.of(all.size())).with("requests", Json.array(shown));
    }

    private Optional<String> card(Manifest manifest) {
        return file(manifest, CARD).map(bytes -> {
            String text = new String(bytes, 0, Math.min(bytes.length, CARD_LIMIT), StandardCharsets.UTF_8);
            return bytes.length > CARD_LIMIT ? text + "\n\n(the rest is left out here)" : text;
        });
    }
}
