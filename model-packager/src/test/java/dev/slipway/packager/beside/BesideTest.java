package dev.slipway.packager.beside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.SchemaResolver;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore.Referrer;
import dev.slipway.core.platform.Referrers;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.packager.Folders;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.PackageFacts;
import dev.slipway.packager.Packager;
import dev.slipway.packager.trial.Measurement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BesideTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final FolderOrigin ORIGIN =
            new FolderOrigin(Optional.of("https://example.org/acme/models.git"), "ab".repeat(20), "models/same", false);

    private final MemoryModelStore store = new MemoryModelStore();

    @TempDir
    Path temporary;

    private ModelPackage read() throws IOException {
        return new Packager(store).add(Folders.same(temporary.resolve("same")));
    }

    private static Measurement measured(ModelPackage read, Instant time) {
        return measured(read, "x86_64, 2 processors", time);
    }

    private static Measurement measured(ModelPackage read, String machine, Instant time) {
        return new Measurement(
                read.digest(),
                time,
                machine,
                "c0de",
                1,
                Duration.ofMillis(300),
                List.of(Duration.ofMillis(2), Duration.ofMillis(1), Duration.ofMillis(4)),
                OptionalLong.of(100 << 20));
    }

    private void attach(ModelPackage read, Instant time, FolderOrigin origin) {
        Beside.attach(store, read, Optional.of(measured(read, time)), Optional.of(origin), time, "1.0");
    }

    private byte[] content(Digest digest, String type) {
        List<Digest> found = Referrers.of(store, digest, type);
        assertThat(found).as(type).hasSize(1);
        return Referrers.content(store, found.get(0), 1 << 20);
    }

    @Test
    void whatIsSaidOfAPackageChangesNothingOfIt() throws IOException {
        ModelPackage read = read();
        Digest before = read.digest();
        attach(read, NOW, ORIGIN);

        assertThat(Packager.read(temporary.resolve("same")).digest()).isEqualTo(before);
        assertThat(store.packages()).containsExactly(before);
        assertThat(store.referrers(before))
                .extracting(Referrer::artifactType)
                .containsExactlyInAnyOrder(
                        Beside.MEASUREMENT, "application/vnd.cyclonedx+json", "application/vnd.in-toto+json");
    }

    @Test
    void packagedAgainOnlyWhatIsNewIsSaidAgain() throws IOException {
        ModelPackage read = read();
        attach(read, NOW, ORIGIN);
        attach(read, NOW.plusSeconds(60), ORIGIN);
        assertThat(store.referrers(read.digest())).hasSize(3);

        attach(read, NOW.plusSeconds(120), new FolderOrigin(Optional.empty(), "cd".repeat(20), ".", true));

        Beside beside = Beside.of(store, read.digest());
        assertThat(beside.bills()).isEqualTo(1);
        assertThat(beside.measured())
                .extracting(Measurement.Shown::time)
                .as("the newest of this kind of machine")
                .containsExactly("2026-01-02T03:06:05.678Z");
        assertThat(beside.measured().get(0).medianMillis()).isEqualTo(2.0);
        assertThat(beside.origins())
                .containsExactly("ab".repeat(20), "cd".repeat(20) + ", and the folder differed from it");
    }

    @Test
    void ofEachKindOfMachineTheNewestMeasurementStaysWhicheverCameFirst() throws IOException {
        ModelPackage read = read();
        for (Measurement one : List.of(
                measured(read, "arm", NOW.plusSeconds(60)),
                measured(read, "intel", NOW),
                measured(read, "arm", NOW),
                measured(read, "intel", NOW.plusSeconds(30)))) {
            Referrers.attach(store, read.digest(), Beside.MEASUREMENT, JsonText.canonical(one.json()), Map.of());
        }
        Digest unreadable = Referrers.attach(
                store, read.digest(), Beside.MEASUREMENT, "{}".getBytes(StandardCharsets.UTF_8), Map.of());

        Beside.keepNewest(store, read.digest());

        assertThat(Referrers.of(store, read.digest(), Beside.MEASUREMENT))
                .hasSize(3)
                .contains(unreadable);
        store.detach(unreadable);
        assertThat(Beside.of(store, read.digest()).measured())
                .extracting(shown -> shown.machine() + " " + shown.time())
                .containsExactly("arm 2026-01-02T03:05:05.678Z", "intel 2026-01-02T03:04:35.678Z");
    }

    @Test
    void theBillOfMaterialsIsValidCycloneDx() throws IOException {
        ModelPackage read = read();
        attach(read, NOW, ORIGIN);
        byte[] bill = content(read.digest(), "application/vnd.cyclonedx+json");

        assertThat(errors(new String(bill, StandardCharsets.UTF_8))).isEqualTo("[]");
        JsonReader json = JsonReader.parse("bill", bill);
        assertThat(json.children("components"))
                .extracting(component -> component.text("name"))
                .containsExactly(
                        "LICENSE",
                        "README.md",
                        "baseline.json",
                        "model.onnx",
                        "samples.jsonl",
                        "serving.json",
                        "slipway.yaml",
                        "baseline.csv");
        assertThat(JsonText.write(json.child("metadata").child("component").object()))
                .contains("\"type\":\"machine-learning-model\"", "\"expression\":\"Apache-2.0\"", "FP32 [-1, 4]");
        assertThat(errors(new String(bill, StandardCharsets.UTF_8).replace("SHA-256", "SHA-255")))
                .as("the schema is heeded")
                .isNotEqualTo("[]");
    }

    @Test
    void theProvenanceNamesTheCommitAndTheTrainingFeatures() throws IOException {
        ModelPackage read = read();
        attach(read, NOW, ORIGIN);
        JsonReader statement = JsonReader.parse("statement", content(read.digest(), "application/vnd.in-toto+json"));

        assertThat(statement.text("_type")).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.text("predicateType")).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(statement.children("subject").get(0).child("digest").text("sha256"))
                .isEqualTo(read.digest().hex());
        JsonReader build = statement.child("predicate").child("buildDefinition");
        assertThat(JsonText.write(build.object()))
                .contains(
                        "{\"gitCommit\":\"" + "ab".repeat(20) + "\"}",
                        "\"uri\":\"git+https://example.org/acme/models.git\"",
                        "\"dirty\":false",
                        "\"folder\":\"models/same\"",
                        "{\"sha256\":\"" + read.baseline().orElseThrow().hex() + "\"}");
    }

    @Test
    void theCardKeepsTheAuthorsWordsAndAddsFactsAndMeasurements() throws IOException {
        ModelPackage read = read();
        attach(read, NOW, ORIGIN);
        String card = ModelCard.markdown(
                PackageFacts.of(read),
                Optional.of("# Same\n\nIt answers what it is asked.\n"),
                Beside.of(store, read.digest()));

        assertThat(card)
                .startsWith("# Same\n\nIt answers what it is asked.\n\n## Facts of the package\n")
                .contains(
                        "| digest | `" + read.digest() + "` |",
                        "| licence | Apache-2.0 |",
                        "| in: `x` | FP32 | `[-1, 4]` |",
                        "| 2026-01-02T03:04:05.678Z | x86_64, 2 processors | 300.0 | 2.0 | 4.0 | 100 |",
                        "- commit " + "ab".repeat(20) + "\n");
    }

    @Test
    void nothingIsSaidOfAPackageThatIsNotStored() {
        assertThat(Beside.of(store, Digest.of(new byte[0]))).isEqualTo(new Beside(List.of(), List.of(), 0));
    }

    private static String errors(String bill) throws IOException {
        Validator validator = new ValidatorFactory()
                .withSchemaResolver(uri -> uri.contains("cyclonedx.org")
                        ? SchemaResolver.Result.fromString(schema(uri.substring(uri.lastIndexOf('/') + 1)))
                        : SchemaResolver.Result.empty())
                .createValidator();
        URI uri = validator.registerSchema(schema("bom-1.6.schema.json"));
        return validator.validate(uri, bill).getErrors().stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getError())
                .toList()
                .toString();
    }

    /** From CycloneDX's own library, which carries its schemas. */
    private static String schema(String name) {
        try (InputStream in =
                Objects.requireNonNull(BesideTest.class.getClassLoader().getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
