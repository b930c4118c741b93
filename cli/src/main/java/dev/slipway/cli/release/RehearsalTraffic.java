package dev.slipway.cli.release;

import dev.slipway.cli.CommandException;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.local.rehearsal.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of a rehearsal ask.
 *
 * @param requests V2 requests
 * @param source where they come from, for people
 */
public record RehearsalTraffic(List<Json.Fields> requests, String source) {

    private static final int LIMIT = 256 << 20;

    /**
     * Reads the file that is named, or else the golden samples and the baseline of the stable package.
     *
     * @throws CommandException where there is nothing to ask
     */
    public static RehearsalTraffic read(ModelStore store, Digest stable, Path folder, @Nullable Path file)
            throws IOException {
        Manifest manifest = Manifest.parse(store.read(stable, LIMIT));
        ServingManifest serving = layer(store, manifest, ServingManifest.PATH)
                .map(ServingManifest::parse)
                .orElseThrow(() -> CommandException.failed("package " + stable + " has no " + ServingManifest.PATH));
        if (file != null) {
            try {
                List<Json.Fields> recorded = Requests.recorded(
                        file.toString(), Files.readAllBytes(folder.resolve(file)), serving.signature());
                return new RehearsalTraffic(
                        some(recorded, "--traffic: " + file + " holds no request"), "recorded in " + file);
            } catch (JsonException e) {
                throw CommandException.askedWrongly("--traffic: " + e.getMessage());
            }
        }
        List<Json.Fields> requests = new ArrayList<>();
        Optional<byte[]> samples = serving.samples().flatMap(path -> layer(store, manifest, path));
        samples.ifPresent(found -> requests.addAll(Requests.recorded("samples", found, serving.signature())));
        int ofSamples = requests.size();
        layer(store, manifest, ModelSpec.FILE)
                .flatMap(yaml -> ModelSpec.parse(ModelSpec.FILE, yaml).baseline())
                .map(located -> located.value())
                .filter(path -> path.endsWith(".csv"))
                .flatMap(path -> layer(store, manifest, path))
                .ifPresent(table -> requests.addAll(Requests.generated(table, serving.signature())));
        return new RehearsalTraffic(
                some(
                        requests,
                        "the package has neither golden samples nor a baseline whose columns fill the inputs; expected --traffic FILE"),
                ofSamples + " golden samples, and " + (requests.size() - ofSamples) + " rows of the baseline");
    }

    private static List<Json.Fields> some(List<Json.Fields> requests, String otherwise) {
        if (requests.isEmpty()) {
            throw CommandException.askedWrongly(otherwise);
        }
        return requests;
    }

    private static Optional<byte[]> layer(ModelStore store, Manifest manifest, String path) {
        try {
            return manifest.layer(path).map(layer -> store.read(layer.digest(), LIMIT));
        } catch (PlatformException.Missing _) {
            return Optional.empty();
        }
    }
}
