package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of texts in: an ONNX file and its tokenizer. */
class TextFolderTest {

    private static final Path EXAMPLE = ExamplesTest.EXAMPLES.resolve("sections/v1");
    private static final String SPEC = "model: sections\nformat: text-onnx\nweights: [model.onnx, tokenizer.json]\n";

    @TempDir
    Path folder;

    @BeforeEach
    void aModelFolder() throws IOException {
        Files.copy(EXAMPLE.resolve("model.onnx"), folder.resolve("model.onnx"));
        Files.copy(EXAMPLE.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
    }

    @Test
    void theExampleTakesTextsAndGivesWhatItsGraphSays() throws IOException {
        MemoryModelStore store = new MemoryModelStore();

        ModelPackage sections = new Packager(store).add(EXAMPLE);

        assertThat(sections.leftOut()).isEmpty();
        assertThat(sections.serving().signature())
                .isEqualTo(new Signature(
                        List.of(new TensorSpec("text", Datatype.BYTES, List.of(-1L))),
                        List.of(
                                new TensorSpec("label", Datatype.BYTES, List.of(-1L)),
                                new TensorSpec("probabilities", Datatype.FP32, List.of(-1L, 16L)))));
        assertThat(sections.manifest().layer("tokenizer.json").orElseThrow().mediaType())
                .isEqualTo("application/vnd.cncf.model.weight.config.v1.raw");
        assertThat(PackageFacts.of(store, sections.digest())).isEqualTo(PackageFacts.of(sections));
    }

    @Test
    void aTokenizerThatIsNotListedOrNotThereIsAskedFor() throws IOException {
        refused(
                "model: sections\nformat: text-onnx\nweights: model.onnx\n",
                "slipway.yaml:3:10",
                "write weights: [model.onnx, tokenizer.json]");
        Files.delete(folder.resolve("tokenizer.json"));
        refused(
                "model: sections\nformat: text-onnx\nweights: model.onnx\n",
                "there is no tokenizer.json beside it",
                "that a fast Hugging Face tokenizer saves");
    }

    @Test
    void theModelsOwnInputsAreNotTheClients() throws IOException {
        refused(
                SPEC + "signature: {inputs: [{name: input_ids, datatype: INT64, shape: [-1, -1]}]}\n",
                "slipway.yaml:4:22: inputs: found \"input_ids\" INT64 [-1, -1]",
                "expected \"text\" BYTES [-1]");
    }

    @Test
    void aModelThatTakesNoTokensIsRefused() throws IOException {
        Files.copy(
                ExamplesTest.EXAMPLES.resolve("wine/wine.onnx"),
                folder.resolve("model.onnx"),
                StandardCopyOption.REPLACE_EXISTING);

        refused(SPEC, "is no text-onnx model: its input \"malic_acid\" is none that a tokenizer gives");
    }

    @Test
    void aTokenizerThatCutsOffNothingIsRefused() throws IOException {
        Path tokenizer = folder.resolve("tokenizer.json");
        Files.writeString(
                tokenizer, Files.readString(tokenizer).replaceFirst("\"truncation\":\\{[^}]*}", "\"truncation\":null"));

        refused(SPEC, "tokenizer.json cuts off no text", "enable_truncation");
    }

    private void refused(String yaml, String... parts) throws IOException {
        Folders.spec(folder, yaml);
        assertThatThrownBy(() -> Packager.read(folder))
                .isInstanceOf(ProblemsException.class)
                .message()
                .contains(parts);
    }
}
