package dev.slipway.cli.release;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.packages.PackageNames;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.spec.Located;
import dev.slipway.local.rehearsal.Requests;
import dev.slipway.packager.PackageReferences;
import dev.slipway.packager.Packager;
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
     * Reads the file that is named, or else the golden samples of the stable package, and the rows of a baseline: a
     * package keeps only their statistics, but a model folder has them.
     *
     * @param named the packages as somebody named them: the first that is a folder with rows gives them
     * @throws CommandException where there is nothing to ask
     */
    public static RehearsalTraffic read(
            ModelStore store, Digest stable, Path folder, @Nullable Path file, List<String> named) throws IOException {
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
        requests.addAll(rows(store, folder, named, serving.signature()));
        return new RehearsalTraffic(
                some(
                        requests,
                        "the package has no golden samples, and no folder a baseline whose columns fill the inputs; expected"
                                + " --traffic FILE"),
                source(ofSamples, requests.size() - ofSamples));
    }

    private static String source(int samples, int rows) {
        return samples + " golden samples" + (rows == 0 ? "" : ", and " + rows + " rows of the baseline");
    }

    private static List<Json.Fields> rows(ModelStore store, Path folder, List<String> named, Signature signature)
            throws IOException {
        for (String name : named) {
            if (PackageNames.find(store, folder, name) instanceof PackageReferences.Unpacked(Path model)) {
                Optional<Path> table = Packager.read(model)
                        .spec()
                        .baseline()
                        .map(Located::value)
                        .filter(path -> path.endsWith(".csv"))
                        .map(model::resolve);
                List<Json.Fields> rows =
                        table.isPresent() ? Requests.generated(Files.readAllBytes(table.get()), signature) : List.of();
                if (!rows.isEmpty()) {
                    return rows;
                }
            }
        }
        return List.of();
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
