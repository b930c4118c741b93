package dev.slipway.functions.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.platform.memory.KeyPairSigner;
import dev.slipway.functions.engine.EngineSettings;
import dev.slipway.functions.engine.ModelLoadException;
import dev.slipway.functions.engine.OnnxEngine;
import dev.slipway.functions.testing.OnnxModels;
import dev.slipway.functions.testing.TestPackages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageLoaderTest {

    private static final OnnxEngine ENGINE = OnnxEngine.start(new EngineSettings(Optional.empty(), 1));
    private static final byte[] WEIGHTS = OnnxModels.sumAndProduct();
    private static final Signature SIGNATURE = OnnxModels.sumAndProductSignature();

    @TempDir
    private Path folder;

    private FolderModelStore store = new FolderModelStore(Path.of("unset"));

    @BeforeEach
    void openTheStore() {
        store = new FolderModelStore(folder);
    }

    @Test
    void aPackageIsLoadedWithItsSamples() {
        Digest digest = TestPackages.store(store, "sums", WEIGHTS, SIGNATURE, TestPackages.SUMS_SAMPLE.repeat(3));

        LoadedModel loaded = load(digest);

        assertThat(loaded.serving().model()).isEqualTo(new ModelName("sums"));
        assertThat(loaded.predictor().signature()).isEqualTo(SIGNATURE);
        assertThat(loaded.samples())
                .hasSize(3)
                .allSatisfy(sample -> assertThat(new String(sample, StandardCharsets.UTF_8))
                        .startsWith("{\"inputs\":[")
                        .endsWith("]}"));
    }

    @Test
    void whoeverAsksNoSamplesReadsNone() throws IOException {
        Digest digest = TestPackages.store(store, "sums", WEIGHTS, SIGNATURE, TestPackages.SUMS_SAMPLE);
        overwrite(Digest.of(TestPackages.SUMS_SAMPLE.getBytes(StandardCharsets.UTF_8)), new byte[0]);

        assertThat(new PackageLoader(store, _ -> ENGINE)
                        .withoutSamples()
                        .load(digest)
                        .samples())
                .isEmpty();
        assertThatThrownBy(() -> load(digest)).isInstanceOf(PlatformException.Corrupt.class);
    }

    /** Invariant I5. */
    @Test
    void weightsThatAreNotWhatTheirDigestSaysAreNeverLoaded() throws IOException {
        Digest digest = TestPackages.store(store, "sums", WEIGHTS, SIGNATURE, "");
        byte[] changed = WEIGHTS.clone();
        changed[changed.length - 1]++;
        overwrite(Digest.of(WEIGHTS), changed);

        assertThatThrownBy(() -> load(digest))
                .isInstanceOf(PlatformException.Corrupt.class)
                .hasMessageContaining(Digest.of(WEIGHTS).toString());
    }

    /** Invariant I5. */
    @Test
    void truncatedWeightsAreNeverLoaded() throws IOException {
        Digest digest = TestPackages.store(store, "sums", WEIGHTS, SIGNATURE, "");
        overwrite(Digest.of(WEIGHTS), Arrays.copyOf(WEIGHTS, WEIGHTS.length - 1));

        assertThatThrownBy(() -> load(digest)).isInstanceOf(PlatformException.Corrupt.class);
    }

    /** Invariant I5. */
    @Test
    void i5APackageThatNobodyTrustedSignedIsNeverLoaded() {
        Digest digest = TestPackages.store(store, "sums", WEIGHTS, SIGNATURE, "");
        KeyPairSigner signer = KeyPairSigner.fresh();
        PackageLoader loader = new PackageLoader(
                store,
                _ -> {
                    throw new AssertionError("no engine is started for it");
                },
                new Trust(true, List.of(signer.key())));

        assertThatThrownBy(() -> loader.load(digest))
                .isInstanceOf(PlatformException.Refused.class)
                .hasMessageContaining("is not signed");
        PackageSigning.sign(store, digest, KeyPairSigner.fresh());
        assertThatThrownBy(() -> loader.load(digest))
                .isInstanceOf(PlatformException.Refused.class)
                .hasMessageContaining("is not trusted");

        PackageSigning.sign(store, digest, signer);
        assertThat(new PackageLoader(store, _ -> ENGINE, new Trust(true, List.of(signer.key())))
                        .load(digest)
                        .serving()
                        .model())
                .isEqualTo(new ModelName("sums"));
    }

    @Test
    void aPackageThatIsNotStoredIsNamed() {
        Digest missing = Digest.of(new byte[] {1});

        assertThatThrownBy(() -> load(missing))
                .isInstanceOf(PlatformException.Missing.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void aPackageThatContradictsItsModelIsRefused() {
        Signature other = new Signature(
                List.of(
                        new TensorSpec("a", Datatype.FP64, List.of(-1L)),
                        new TensorSpec("b", Datatype.FP32, List.of(-1L))),
                SIGNATURE.outputs());

        assertThatThrownBy(() -> load(TestPackages.store(store, "sums", WEIGHTS, other, "")))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage("the package says input \"a\" FP64, the model file has FP32; package the folder again");
    }

    @Test
    void aPackageThatNamesAnOutputTheModelLacksIsRefused() {
        Signature other =
                new Signature(SIGNATURE.inputs(), List.of(new TensorSpec("label", Datatype.INT64, List.of(-1L))));

        assertThatThrownBy(() -> load(TestPackages.store(store, "sums", WEIGHTS, other, "")))
                .hasMessage("the package says output \"label\" INT64, the model file has no such output; package the"
                        + " folder again");
    }

    @Test
    void aPackageThatForgetsAnInputIsRefused() {
        Signature fewer = new Signature(SIGNATURE.inputs().subList(0, 1), SIGNATURE.outputs());

        assertThatThrownBy(() -> load(TestPackages.store(store, "sums", WEIGHTS, fewer, "")))
                .hasMessage("the model file has 2 inputs, the package says 1; package the folder again");
    }

    @Test
    void aPackageMayBeStricterThanItsModel() {
        Signature stricter = new Signature(
                List.of(
                        new TensorSpec("a", Datatype.FP32, List.of(2L)),
                        new TensorSpec("b", Datatype.FP32, List.of(2L))),
                SIGNATURE.outputs().subList(0, 1));

        assertThat(load(TestPackages.store(store, "sums", WEIGHTS, stricter, ""))
                        .serving()
                        .signature())
                .isEqualTo(stricter);
    }

    @Test
    void bytesThatAreNoModelAreRefusedWithTheEnginesReason() {
        byte[] empty = new byte[] {8, 9};

        assertThatThrownBy(() -> load(TestPackages.store(store, "sums", empty, SIGNATURE, "")))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith("ONNX Runtime cannot load the model: ");
    }

    @Test
    void bytesThatAreNoMessageAreRefusedBeforeTheEngineSeesThem() {
        byte[] text = "no model".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> load(TestPackages.store(store, "sums", text, SIGNATURE, "")))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith("the model file is no ONNX model: ");
    }

    @Test
    void aPackageWithoutAFileThatItNamesIsRefused() {
        ServingManifest serving = new ServingManifest(
                new ModelName("sums"),
                ModelFormat.ONNX,
                List.of("model.onnx"),
                Optional.empty(),
                SIGNATURE,
                "metadata");

        assertThatThrownBy(() -> load(TestPackages.store(store, serving, List.of())))
                .hasMessage("the package has no file model.onnx; package it again");
    }

    @Test
    void samplesThatAreNoJsonAreRefused() {
        assertThatThrownBy(() -> load(TestPackages.store(store, "sums", WEIGHTS, SIGNATURE, "{\"request\": oops}")))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith("the golden samples are not JSON lines: ");
    }

    private LoadedModel load(Digest digest) {
        return new PackageLoader(store, _ -> ENGINE).load(digest);
    }

    private void overwrite(Digest blob, byte[] bytes) throws IOException {
        Path file = folder.resolve("blobs/sha256").resolve(blob.hex());
        Files.deleteIfExists(file);
        Files.write(file, bytes);
    }
}
