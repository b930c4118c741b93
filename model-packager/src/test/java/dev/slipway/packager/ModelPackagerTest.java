package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.ModelPackager.Loaded;
import dev.slipway.packager.onnx.OnnxFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that DJL loaded becomes the package that a folder around its files would give. */
class ModelPackagerTest {

    private static final Path EXAMPLES = ExamplesTest.EXAMPLES;

    @TempDir
    private Path folder;

    @BeforeAll
    static void djlAsksNobody() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    @Test
    void aRealModelOfOnnxRuntimeIsPackagedFromJava() throws Exception {
        ModelStore store = new MemoryModelStore();
        Digest version = packaged(store, EXAMPLES.resolve("digits/v1"));

        assertThat(store.packages()).containsExactly(version);
        PackageFacts facts = PackageFacts.of(store, version);
        assertThat(facts.serving().model()).isEqualTo(new ModelName("digits"));
        assertThat(facts.serving().signature())
                .isEqualTo(
                        Packager.read(EXAMPLES.resolve("digits/v1")).serving().signature());
        assertThat(facts.serving().samples()).hasValue("samples.jsonl");
        assertThat(facts.licence()).hasValue("Apache-2.0");
        assertThat(packaged(new MemoryModelStore(), EXAMPLES.resolve("digits/v1")))
                .isEqualTo(version);
    }

    /** As docs/formats.md shows it; a test of the pages holds the two together. */
    // example: begin
    static Digest packaged(ModelStore store, Path trained) throws Exception {
        try (Model model = Model.newInstance("digits", "OnnxRuntime")) {
            model.load(trained);
            return ModelPackager.of(model)
                    .samples(trained.resolve("samples.jsonl"))
                    .baseline(trained.resolve("baseline.csv"))
                    .licence("Apache-2.0")
                    .setting("serving", "{memory: 512}")
                    .addTo(store)
                    .digest();
        }
    }
    // example: end

    @Test
    void thePageShowsThisExample() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/slipway/packager/ModelPackagerTest.java"));
        String example = source.substring(
                        source.indexOf("// example: begin\n") + 18, source.indexOf("    // example: end"))
                .replaceAll("(?m)^    ", "");

        assertThat(Files.readString(Path.of("../docs/formats.md"))).contains("```java\n" + example + "```");
    }

    @Test
    void aModelOfTorchscriptNeedsItsSignature() throws IOException {
        Loaded model = new Loaded("PyTorch", "model", Optional.of(EXAMPLES.resolve("digits-conv/v1")));
        Signature signature = new Signature(
                List.of(new TensorSpec("x", Datatype.FP32, List.of(-1L, 64L))),
                List.of(
                        new TensorSpec("label", Datatype.INT64, List.of(-1L)),
                        new TensorSpec("probabilities", Datatype.FP32, List.of(-1L, 10L))));

        ModelPackage read = ModelPackager.of(model)
                .named(new ModelName("digits-conv"))
                .signature(signature)
                .setting("serving", "{architecture: x86_64}")
                .read();

        assertThat(read.serving().format()).isEqualTo(ModelFormat.TORCHSCRIPT);
        assertThat(read.serving().signature()).isEqualTo(signature);
    }

    @Test
    void weightsBesideTheFileComeAlong() throws IOException {
        Files.write(folder.resolve("big.onnx"), OnnxFixtures.external("big.onnx.data"));
        Files.write(folder.resolve("big.onnx.data"), new byte[48]);

        assertThat(ModelPackager.of(new Loaded("OnnxRuntime", "big", Optional.of(folder)))
                        .read()
                        .serving()
                        .weights())
                .containsExactly("big.onnx", "big.onnx.data");
    }

    @Test
    void aModelWhoseFileCannotBeToldIsNamed() throws IOException {
        Files.write(folder.resolve("left.onnx"), OnnxFixtures.identity());
        Files.write(folder.resolve("right.onnx"), OnnxFixtures.identity());
        ModelPackager several = ModelPackager.of(new Loaded("OnnxRuntime", "same", Optional.of(folder)));

        assertTold(
                several,
                "the DJL model \"same\": may be any of left.onnx, right.onnx in " + folder
                        + "; expected the weights, as" + " OnnxRuntime reads them; name one with weights(...)");
        assertThat(several.weights("right.onnx").read().serving().weights()).containsExactly("right.onnx");
        assertTold(
                several.weights("absent.onnx"),
                "the DJL model \"same\": has no file absent.onnx in " + folder
                        + "; expected the weights, as OnnxRuntime"
                        + " reads them; models of DJL's own blocks are no files of a format: export them to ONNX");
    }

    @Test
    void whatLiesNowhereOrIsOfAnotherEngineIsRefused() {
        assertTold(
                ModelPackager.of(new Loaded("OnnxRuntime", "same", Optional.empty())),
                "the DJL model \"same\": lies in no folder: it was loaded from a stream, or was never saved; expected a"
                        + " model that was loaded from its files; load it with model.load(folder)");
        assertTold(
                ModelPackager.of(new Loaded("TensorFlow", "same", Optional.of(folder))),
                "the DJL model \"same\": is of the engine TensorFlow; expected one of LightGBM, OnnxRuntime, PyTorch,"
                        + " XGBoost; export it to ONNX");
    }

    private static void assertTold(ModelPackager packager, String message) {
        assertThatThrownBy(packager::read).isInstanceOf(ProblemsException.class).hasMessage(message);
    }
}
