package dev.slipway.packager;

import static dev.slipway.packager.onnx.OnnxFixtures.FLOAT;
import static dev.slipway.packager.onnx.OnnxFixtures.graph;
import static dev.slipway.packager.onnx.OnnxFixtures.model;
import static dev.slipway.packager.onnx.OnnxFixtures.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.onnx.OnnxFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFoldersTest {

    private static final Path WINE = Path.of("..", "examples", "wine", "wine.onnx");

    @TempDir
    Path temporary;

    private Path into() {
        return temporary.resolve("models").resolve("new");
    }

    @Test
    void aFolderAroundAModelThatIsNotOursCanBePackaged() throws IOException {
        ModelFolders.init(WINE, new ModelName("wine"), into());

        ModelPackage wine = Packager.read(into());
        assertThat(wine.serving().model()).isEqualTo(new ModelName("wine"));
        assertThat(wine.serving().signature().inputs()).hasSize(8);
        assertThat(wine.leftOut()).isEmpty();
        assertThat(into().resolve("wine.onnx")).hasSameBinaryContentAs(WINE);
    }

    @Test
    void theTextsTeach() throws IOException {
        ModelFolders.init(WINE, new ModelName("wine"), into());

        assertThat(into().resolve("slipway.yaml"))
                .content()
                .contains("model: wine\nformat: onnx\nweights: wine.onnx\n")
                .contains("#   input  malic_acid FP32 [-1, 1]\n")
                .contains("# samples: samples.jsonl");
        assertThat(into().resolve("README.md"))
                .content()
                .startsWith("# wine\n")
                .contains("| out: `probabilities` | FP32 | `[-1, 3]` |")
                .contains("operator sets ai.onnx 17 and ai.onnx.ml 1, written by skl2onnx")
                .contains("\"alcohol_band\": np.full([1, 1], \"a real value\", dtype=object),");
    }

    @Test
    void namesThatMeanSomethingElseInYamlOrMarkdownAreQuoted() throws IOException {
        byte[] odd = model(graph().message(11, tensor("a\": {b}- `c` | d #", FLOAT, -1, 3))
                        .message(12, tensor("true", FLOAT, -1)))
                .build();
        Path file = Files.write(temporary.resolve("no: #yaml, [at] all.onnx"), odd);

        ModelFolders.init(file, new ModelName("odd"), into());

        ModelPackage read = Packager.read(into());
        assertThat(read.serving().weights()).containsExactly("no: #yaml, [at] all.onnx");
        assertThat(read.serving().signature().inputs().get(0).name()).isEqualTo("a\": {b}- `c` | d #");
    }

    @Test
    void aTensorWhoseNameWouldMoveATerminalIsRefused() throws IOException {
        byte[] odd = model(
                        graph().message(11, tensor("x\u001b[2J", FLOAT, -1, 3)).message(12, tensor("y", FLOAT, -1)))
                .build();
        Path file = Files.write(temporary.resolve("odd.onnx"), odd);

        assertThatThrownBy(() -> ModelFolders.init(file, new ModelName("odd"), into()))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("the name of an input: found the control character U+001B at position 2 of"
                        + " \"x\\u001b[2J\"");
    }

    @Test
    void weightsBesideTheFileComeAlong() throws IOException {
        Path file = Files.write(temporary.resolve("big.onnx"), OnnxFixtures.external("weights/big.bin"));

        assertThatThrownBy(() -> ModelFolders.init(file, new ModelName("big"), into()))
                .isInstanceOf(ProblemsException.class)
                .hasMessage(
                        file + ": keeps weights in \"weights/big.bin\", which is not beside it; copy that file there"
                                + " too");

        Files.createDirectory(temporary.resolve("weights"));
        Files.write(temporary.resolve("weights/big.bin"), new byte[48]);
        ModelFolders.init(file, new ModelName("big"), into());
        assertThat(Packager.read(into()).serving().weights()).containsExactly("big.onnx", "weights/big.bin");
    }

    @Test
    void whatIsThereIsNeverOverwritten() throws IOException {
        Files.createDirectories(into());
        Files.writeString(into().resolve("slipway.yaml"), "mine");

        assertThatThrownBy(() -> ModelFolders.init(WINE, new ModelName("wine"), into()))
                .isInstanceOf(ProblemsException.class)
                .hasMessage(
                        into() + ": is there already; expected a folder that does not exist yet; choose another with"
                                + " --into");
        assertThat(into().resolve("slipway.yaml")).hasContent("mine");
    }

    @Test
    void aFileThatCannotBeServedLeavesNothingBehind() throws IOException {
        Path zipMap = Files.write(temporary.resolve("zipmap.onnx"), OnnxFixtures.zipMap());
        Path pickle = Files.write(temporary.resolve("model.pkl"), new byte[] {(byte) 0x80, 4, (byte) 0x95});
        Path absent = temporary.resolve("absent.onnx");

        assertTold(zipMap, "zipmap.onnx: the output \"probabilities\" is a sequence of maps");
        assertTold(pickle, pickle + ": the file \"model.pkl\" is a Python pickle");
        assertTold(absent, absent + ": there is no such file");
        assertTold(temporary, temporary + ": is no file");
        assertThat(into().getParent()).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeFilledIsNotThere() throws IOException {
        assertThatThrownBy(() -> NewFolder.write(into(), folder -> {
                    Files.createDirectories(folder.resolve("sub"));
                    Files.writeString(folder.resolve("sub").resolve("file"), "half");
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(IOException.class);

        try (Stream<Path> left = Files.list(temporary.resolve("models"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theFileNameSuggestsAName() {
        assertThat(ModelFolders.defaultName(Path.of("some", "Iris RF (v2).onnx")))
                .hasToString("iris-rf-v2");
        assertThat(ModelFolders.defaultName(Path.of("2024_wine.model.onnx"))).hasToString("wine-model");
        assertThat(ModelFolders.defaultName(Path.of("x".repeat(80) + ".onnx")).value())
                .hasSize(63);
        assertThatThrownBy(() -> ModelFolders.defaultName(Path.of("2024.onnx")))
                .isInstanceOf(ProblemsException.class)
                .hasMessage("2024.onnx: suggests no name for the model; give one with --name");
    }

    private void assertTold(Path file, String message) {
        assertThatThrownBy(() -> ModelFolders.init(file, new ModelName("new"), into()))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining(message);
    }
}
