package dev.slipway.infra;

import dev.slipway.core.doctor.Starts;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.ReleaseSpec;
import dev.slipway.core.spec.ServingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Packages that a stage shall serve in place of what its folders hold now: {@code slipway deploy --package} copies them
 * from another stage, and they are not packaged again. The file that names them:
 *
 * <pre>{@code
 * {"store": "/repository/.slipway/store", "stages": {"prod": {"digits": "sha256:..."}}}
 * }</pre>
 *
 * @param store where they lie
 * @param stages by stage and model
 */
record PinnedPackages(ModelStore store, Map<String, Map<ModelName, Digest>> stages) {

    /** None at all. */
    static final PinnedPackages NONE = new PinnedPackages(new FolderModelStore(Path.of("none")), Map.of());

    /**
     * Reads the file.
     *
     * @throws ProblemsException where it is none
     */
    static PinnedPackages read(Path file) throws IOException {
        try {
            JsonReader reader = JsonReader.parse(file.toString(), Files.readAllBytes(file));
            Map<String, Map<ModelName, Digest>> stages = new HashMap<>();
            JsonReader named = reader.child("stages");
            for (String stage : named.fields().keySet()) {
                Map<ModelName, Digest> models = new HashMap<>();
                JsonReader packages = named.child(stage);
                for (String model : packages.fields().keySet()) {
                    models.put(new ModelName(model), Digest.parse(packages.text(model)));
                }
                stages.put(stage, models);
            }
            return new PinnedPackages(new FolderModelStore(Path.of(reader.text("store"))), stages);
        } catch (JsonException | IllegalArgumentException e) {
            throw new ProblemsException(
                    new Problem(file.toString(), String.valueOf(e.getMessage()), "what slipway deploy writes", ""));
        }
    }

    /**
     * The model as its pinned package has it; the one that was read where none is pinned.
     *
     * @param starts what {@code snapstart: auto} goes by
     * @throws ProblemsException where the package is not there, or is another model's
     */
    ServedModel over(String stage, ServedModel read, Starts starts) {
        Optional<Digest> pinned =
                Optional.ofNullable(stages.getOrDefault(stage, Map.of()).get(read.name()));
        return pinned.filter(digest -> !digest.equals(read.digest()))
                .map(digest -> served(stage, read, digest, starts))
                .orElse(read);
    }

    private ServedModel served(String stage, ServedModel read, Digest digest, Starts starts) {
        try {
            ServingManifest serving = PackageContents.serving(store, digest);
            if (!serving.model().equals(read.name())) {
                throw new ProblemsException(new Problem(
                        "stage " + stage,
                        "the package " + digest + " is of the model " + serving.model(),
                        "one of the model " + read.name(),
                        ""));
            }
            Optional<ModelSpec> spec = PackageContents.manifest(store, digest)
                    .layer(ModelSpec.FILE)
                    .map(layer -> ModelSpec.parse(
                            ModelSpec.FILE, store.read(layer.digest(), PackageContents.LARGEST_MANIFEST)));
            return new ServedModel(
                    read.name(),
                    digest,
                    serving.format(),
                    spec.map(ModelSpec::serving).orElse(ServingSpec.DEFAULT),
                    spec.map(ModelSpec::release).orElse(ReleaseSpec.DEFAULT),
                    starts.of(digest));
        } catch (PlatformException e) {
            throw new ProblemsException(new Problem("stage " + stage, e.getMessage(), "", ""));
        }
    }
}
