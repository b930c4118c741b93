package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.doctor.SnapStartAdvice;
import dev.slipway.core.doctor.Starts;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.VerificationKey;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.platform.folder.KeyFiles;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.ServingSpec.Architecture;
import dev.slipway.packager.Packager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stage shall consist of, and what is refused before a template is written. */
class StagePlanTest {

    private static final Path MODELS = Synth.RESOURCES.resolve("models").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void aStageHasTheDigestsOfItsModelFolders() throws IOException {
        List<StagePlan> plans = StagePlan.read(Synth.RESOURCES.resolve("stages.yaml"));

        assertThat(plans).extracting(plan -> plan.stage().name()).containsExactly("prod", "partners", "lab");
        assertThat(plans.getFirst().models())
                .extracting(ServedModel::name)
                .containsExactly(new ModelName("sums"), new ModelName("wide"));
        assertThat(plans.getFirst().models().getFirst().digest())
                .isEqualTo(plans.getLast().models().getFirst().digest());
    }

    @Test
    void allThatIsWrongIsToldAtOnceWithItsPlace() throws IOException {
        write("stages: {prod: {account: \"123456789012\", region: eu-central-1, models: [models/sums, models/gone,"
                + " models/again], auth: iam, signing: {required: true, keys: [release.pub]}}}");

        assertThatThrownBy(this::read)
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("keys: \"release.pub\": there is no such file")
                .hasMessageContaining("models/gone: there is no such folder")
                .hasMessageContaining("models/again is the second folder of the model sums in this stage");
    }

    @Test
    void aModelThatMayTakeLongerThanItsRestApiWaitsIsRefused() throws IOException {
        rename("slow", "model: slow\nweights: model.onnx\nserving: {timeout: 30s}\n");
        String stage = "{account: \"123456789012\", region: eu-central-1, models: [models/slow], auth: ";
        write("stages: {prod: " + stage + "api-key}}");

        assertThatThrownBy(this::read)
                .hasMessageContaining("serving.timeout of the model slow is 30s, and this stage's REST API waits 29s");

        write("stages: {prod: " + stage + "iam}}");
        assertThat(read()).hasSize(1);
    }

    @Test
    void theKeysOfAStageAreReadFromBesideItsFile() throws IOException {
        write("stages: {prod: {account: \"123456789012\", region: eu-central-1, models: [models/sums], auth: iam,"
                + " signing: {required: true, keys: [release.pub]}}}");
        VerificationKey key = KeyFiles.make(folder.resolve("release"));

        assertThat(read().getFirst().trust()).isEqualTo(new Trust(true, List.of(key)));
    }

    @Test
    void aNameThatAwsWouldNotTakeIsToldAtItsPlace() throws IOException {
        write("stages: {" + "p".repeat(32)
                + ": {account: \"123456789012\", region: ap-southeast-2, models: [models/sums], auth: iam}}");

        assertThatThrownBy(this::read).hasMessageContaining("AWS takes 63: shorten the stage's name");
    }

    @Test
    void aPinnedPackageStandsInPlaceOfWhatItsFolderHolds() throws IOException {
        write("stages: {prod: {account: \"123456789012\", region: eu-central-1, models: [models/sums], auth: iam},"
                + " lab: {account: \"123456789012\", region: eu-central-1, models: [models/sums], auth: iam}}");
        Path store = folder.resolve("store");
        Digest pinned = new Packager(new FolderModelStore(store))
                .add(folder.resolve("models/sums"))
                .digest();
        Files.writeString(
                folder.resolve("models/sums/slipway.yaml"),
                "model: sums\nweights: model.onnx\nserving: {memory: 3008}\n");
        Path pins = pins(store, "sums", pinned);
        Files.write(
                folder.resolve(Starts.FILE),
                Starts.NONE.with(pinned, new SnapStartAdvice(false, "measured")).bytes());

        List<StagePlan> plans = StagePlan.read(folder.resolve("stages.yaml"), PinnedPackages.read(pins));

        ServedModel prod = plans.getFirst().models().getFirst();
        assertThat(prod.digest()).isEqualTo(pinned);
        assertThat(prod.serving().memory()).isNotEqualTo(3008);
        assertThat(prod.snapStart().words())
                .as("what was measured of the package counts, wherever its store is")
                .isEqualTo("SnapStart off: measured");
        ServedModel lab = plans.getLast().models().getFirst();
        assertThat(lab.digest()).isNotEqualTo(pinned);
        assertThat(lab.serving().memory()).isEqualTo(3008);
        assertThat(lab.snapStart().on()).isTrue();
    }

    @Test
    void aPinnedPackageOfAnotherModelOrOneThatIsNotThereIsRefused() throws IOException {
        write("stages: {prod: {account: \"123456789012\", region: eu-central-1, models: [models/sums], auth: iam}}");
        rename("other", "model: other\nweights: model.onnx\n");
        Path store = folder.resolve("store");
        Digest other = new Packager(new FolderModelStore(store))
                .add(folder.resolve("models/other"))
                .digest();

        assertThatThrownBy(() ->
                        StagePlan.read(folder.resolve("stages.yaml"), PinnedPackages.read(pins(store, "sums", other))))
                .hasMessageContaining("is of the model other; expected one of the model sums");
        assertThatThrownBy(() -> StagePlan.read(
                        folder.resolve("stages.yaml"),
                        PinnedPackages.read(pins(store, "sums", Digest.of(new byte[] {1})))))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("stage prod");
    }

    private Path pins(Path store, String model, Digest digest) throws IOException {
        return Files.writeString(
                folder.resolve("pins.json"),
                "{\"store\":\"" + store + "\",\"stages\":{\"prod\":{\"" + model + "\":\"" + digest + "\"}}}");
    }

    @Test
    void aFileWithoutAStageOnAwsIsToldWhatOneLooksLike() throws IOException {
        write("stages: {local: {window: 1s}}");

        assertThatThrownBy(this::read).hasMessageContaining("names no stage on AWS");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(this::read).hasMessageContaining("stages.yaml: there is no such file");
    }

    @Test
    void aBundleThatWasNotBuiltIsNamedWithTheCommandThatBuildsIt() {
        assertThatThrownBy(() -> new Bundles(folder).inference(ModelFormat.ONNX, Architecture.ARM64))
                .hasMessageEndingWith("slipway-onnx-linux-arm64.zip: there is no such file; build it with mvn package");
    }

    private List<StagePlan> read() throws IOException {
        return StagePlan.read(folder.resolve("stages.yaml"));
    }

    private void write(String stages) throws IOException {
        copy("sums", "sums");
        copy("sums", "again");
        Files.writeString(folder.resolve("stages.yaml"), stages);
    }

    private void rename(String name, String spec) throws IOException {
        copy("wide", name);
        Files.writeString(folder.resolve("models").resolve(name).resolve("slipway.yaml"), spec);
    }

    private void copy(String from, String to) throws IOException {
        Path target = Files.createDirectories(folder.resolve("models").resolve(to));
        try (var files = Files.list(MODELS.resolve(from))) {
            for (Path file : files.toList()) {
                Files.write(target.resolve(file.getFileName().toString()), Files.readAllBytes(file));
            }
        }
    }
}
