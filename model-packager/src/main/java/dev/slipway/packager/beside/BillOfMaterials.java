package dev.slipway.packager.beside;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.spec.Located;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.trial.Measurement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A package's bill of materials: CycloneDX 1.6, with the model as its component (an "ML-BOM"), its files, the data it was
 * trained on, and how fast it was.
 *
 * <p>Source: cyclonedx.org/docs/1.6/json.
 */
final class BillOfMaterials {

    /** The kind of the referrer. */
    static final String TYPE = "application/vnd.cyclonedx+json";

    private static final double NANOS_PER_MILLI = 1e6;
    private static final String MODEL = "model";
    private static final String TRAINING = "training-features";

    private BillOfMaterials() {}

    /**
     * The bill's bytes. Its serial number follows from the package and the time, so nothing is drawn by chance.
     *
     * @param measured what this machine saw, where it was tried
     * @param version Slipway's own version
     */
    static byte[] bytes(ModelPackage read, Optional<Measurement> measured, Instant time, String version) {
        String at = time.truncatedTo(ChronoUnit.SECONDS).toString();
        UUID serial = UUID.nameUUIDFromBytes((read.digest() + " " + time).getBytes(StandardCharsets.UTF_8));
        List<Json> components = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (Descriptor layer : read.manifest().layers()) {
            String path = layer.path().orElseThrow();
            parts.add("file:" + path);
            components.add(Json.object()
                    .with("type", Json.of("file"))
                    .with("bom-ref", Json.of("file:" + path))
                    .with("name", Json.of(path))
                    .with("mime-type", Json.of(layer.mediaType()))
                    .with("hashes", hashes(layer.digest())));
        }
        read.baseline().ifPresent(digest -> {
            parts.add(TRAINING);
            components.add(Json.object()
                    .with("type", Json.of("data"))
                    .with("bom-ref", Json.of(TRAINING))
                    .with(
                            "name",
                            Json.of(read.spec().baseline().map(Located::value).orElse(TRAINING)))
                    .with("hashes", hashes(digest)));
        });
        return JsonText.canonical(Json.object()
                .with("bomFormat", Json.of("CycloneDX"))
                .with("specVersion", Json.of("1.6"))
                .with("serialNumber", Json.of("urn:uuid:" + serial))
                .with("version", Json.of(1))
                .with(
                        "metadata",
                        Json.object()
                                .with("timestamp", Json.of(at))
                                .with("tools", tools(version))
                                .with("component", model(read, measured)))
                .with("components", Json.array(components))
                .with(
                        "dependencies",
                        Json.array(List.of(
                                Json.object().with("ref", Json.of(MODEL)).with("dependsOn", Json.texts(parts))))));
    }

    private static Json.Fields tools(String version) {
        return Json.object()
                .with(
                        "components",
                        Json.array(List.of(Json.object()
                                .with("type", Json.of("application"))
                                .with("name", Json.of("slipway"))
                                .with("version", Json.of(version)))));
    }

    private static Json.Fields model(ModelPackage read, Optional<Measurement> measured) {
        Json.Fields parameters = Json.object()
                .with("inputs", tensors(read.serving().signature().inputs()))
                .with("outputs", tensors(read.serving().signature().outputs()));
        if (read.baseline().isPresent()) {
            parameters =
                    parameters.with("datasets", Json.array(List.of(Json.object().with("ref", Json.of(TRAINING)))));
        }
        Json.Fields card = Json.object().with("modelParameters", parameters);
        if (measured.isPresent() && !measured.get().latency().isEmpty()) {
            card = card.with(
                    "quantitativeAnalysis",
                    Json.object()
                            .with(
                                    "performanceMetrics",
                                    Json.array(List.of(
                                            metric(
                                                    "median latency, ms",
                                                    measured.get().latency(0.5)),
                                            metric(
                                                    "95 % latency, ms",
                                                    measured.get().latency(0.95))))));
        }
        Json.Fields component = Json.object()
                .with("type", Json.of("machine-learning-model"))
                .with("bom-ref", Json.of(MODEL))
                .with("name", Json.of(read.serving().model().value()))
                .with("version", Json.of(read.digest().toString()))
                .with("hashes", hashes(read.digest()))
                .with("modelCard", card);
        return read.spec().licence().isPresent()
                ? component.with(
                        "licenses",
                        Json.array(List.of(Json.object()
                                .with(
                                        "expression",
                                        Json.of(read.spec().licence().get())))))
                : component;
    }

    private static Json.Fields metric(String type, Duration value) {
        return Json.object()
                .with("type", Json.of(type))
                .with("value", Json.of(Double.toString(value.toNanos() / NANOS_PER_MILLI)));
    }

    private static Json tensors(List<TensorSpec> tensors) {
        return Json.array(tensors.stream()
                .map(tensor -> Json.object()
                        .with("format", Json.of(tensor.name() + " " + tensor.datatype() + " " + tensor.shape())))
                .toList());
    }

    private static Json hashes(Digest digest) {
        return Json.array(
                List.of(Json.object().with("alg", Json.of("SHA-256")).with("content", Json.of(digest.hex()))));
    }
}
