package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.mlflow.InputExample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that MLflow itself wrote are packaged as they are: see {@code examples/mlflow}. */
class MlflowFolderTest {

    private static final Path SAVED = ExamplesTest.EXAMPLES.resolve("mlflow");

    @TempDir
    private Path temporary;

    @Test
    void anOnnxModelWithTensorsIsPackagedAsItIs() throws IOException {
        MemoryModelStore store = new MemoryModelStore();
        ModelPackage read = new Packager(store).add(SAVED.resolve("tumours-onnx"));

        assertThat(read.serving().model()).isEqualTo(new ModelName("tumours-onnx"));
        assertThat(read.serving().format()).isEqualTo(ModelFormat.ONNX);
        assertThat(read.serving().weights()).containsExactly("model.onnx");
        assertThat(read.serving().samples())
                .as("nothing that is not confirmed is golden")
                .isEmpty();
        assertThat(read.serving().signature())
                .isEqualTo(new Signature(
                        List.of(tensor("X", Datatype.FP32, -1, 30)),
                        List.of(tensor("label", Datatype.INT64, -1), tensor("probabilities", Datatype.FP32, -1, 2))));
        assertThat(read.manifest().layers())
                .extracting(layer -> layer.path().orElseThrow())
                .containsExactly("MLmodel", "input_example.json", "model.onnx", "serving.json", "slipway.yaml");
        assertThat(read.leftOut())
                .containsExactly("conda.yaml", "python_env.yaml", "requirements.txt", "serving_input_example.json");
        assertThat(new String(
                        store.read(
                                read.manifest()
                                        .layer(ModelSpec.FILE)
                                        .orElseThrow()
                                        .digest(),
                                1000),
                        StandardCharsets.UTF_8))
                .endsWith("model: tumours-onnx\nformat: mlflow\nweights: MLmodel\n");
        assertThat(PackageFacts.of(store, read.digest()).json().find("onnx")).isPresent();
    }

    @Test
    void theInputExampleBecomesRequestsWithoutAnswers() throws IOException {
        assertThat(Packager.read(SAVED.resolve("tumours-onnx")).requests()).hasSize(3);
        assertThat(Packager.read(SAVED.resolve("cultivars")).requests())
                .hasSize(3)
                .first()
                .extracting(JsonText::write)
                .asString()
                .startsWith("{\"inputs\":[{\"name\":\"x\",\"shape\":[1,13],\"datatype\":\"FP64\",\"data\":[12.0,1.51,");
        assertThat(Packager.read(SAVED.resolve("tumours-xgboost")).requests()).hasSize(3);
    }

    @Test
    void aTableOfColumnsIsOneTensorOfRows() throws IOException {
        ModelPackage read = Packager.read(SAVED.resolve("tumours-xgboost"));

        assertThat(read.serving().format()).isEqualTo(ModelFormat.XGBOOST);
        assertThat(read.serving().signature())
                .isEqualTo(new Signature(
                        List.of(tensor("x", Datatype.FP32, -1, 30)), List.of(tensor("prediction", Datatype.FP32, -1))));
    }

    @Test
    void aLightgbmBoosterOfArraysIsPackaged() throws IOException {
        ModelPackage read = Packager.read(SAVED.resolve("cultivars"));

        assertThat(read.serving().format()).isEqualTo(ModelFormat.LIGHTGBM);
        assertThat(read.serving().signature())
                .isEqualTo(new Signature(
                        List.of(tensor("x", Datatype.FP64, -1, 13)),
                        List.of(tensor("prediction", Datatype.FP64, -1, 3))));
    }

    @Test
    void aModelFolderMayHoldOneAndSayTheRest() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("tumours"));
        Folders.copy(SAVED.resolve("tumours-xgboost"), folder.resolve("saved"));
        Folders.spec(folder, """
                model: tumours
                weights: saved/MLmodel
                licence: CC-BY-4.0
                signature:
                  inputs: [{name: cells, datatype: FP32, shape: [-1, 30]}]
                serving: {memory: 512}
                """);

        ModelPackage read = Packager.read(folder);

        assertThat(read.serving().weights()).containsExactly("saved/model.ubj");
        assertThat(read.serving().signature().inputs().getFirst().name()).isEqualTo("cells");
        assertThat(read.spec().serving().memory()).isEqualTo(512);
        assertThat(JsonText.write(read.requests().getFirst())).contains("\"name\":\"cells\"");
        assertThat(read.manifest().layers())
                .extracting(layer -> layer.path().orElseThrow())
                .contains("saved/MLmodel", "saved/input_example.json", "saved/model.ubj");
    }

    @Test
    void anInputExampleWithTruthValuesFitsColumnsOfNumbers() {
        Signature numbers =
                new Signature(List.of(tensor("x", Datatype.FP32, -1, 2)), List.of(tensor("y", Datatype.FP32, -1)));
        byte[] example = "{\"columns\":[\"a\",\"b\"],\"data\":[[0.5,true]]}".getBytes(StandardCharsets.UTF_8);

        assertThat(InputExample.requests("dataframe", example, numbers))
                .singleElement()
                .extracting(JsonText::write)
                .asString()
                .contains("\"data\":[0.5,1]");
    }

    @Test
    void initFollowsNoLinkOutOfTheFolder() throws IOException {
        Path saved = Files.createDirectories(temporary.resolve("saved"));
        Folders.copy(SAVED.resolve("tumours-xgboost"), saved);
        Path outside = Files.move(saved.resolve("model.ubj"), temporary.resolve("outside"));
        Files.createSymbolicLink(saved.resolve("model.ubj"), outside);

        assertThatThrownBy(() -> ModelFolders.init(saved, new ModelName("t"), temporary.resolve("t")))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("model.ubj");
        assertThat(temporary.resolve("t")).doesNotExist();
    }

    @Test
    void initWritesAFolderInTheModelsOwnFormat() throws IOException {
        ModelFolders.Begun begun = ModelFolders.init(
                SAVED.resolve("tumours-xgboost"), new ModelName("tumours"), temporary.resolve("tumours"));

        assertThat(begun.requests()).hasSize(3);
        assertThat(Folders.names(begun.folder())).containsExactly("README.md", "model.ubj", "slipway.yaml");
        assertThat(begun.folder().resolve("slipway.yaml"))
                .content()
                .contains("model: tumours\nformat: xgboost\nweights: model.ubj\n")
                .contains("# The signature is read from the file:\n");
        assertThat(Packager.read(begun.folder()).serving().signature())
                .isEqualTo(Packager.read(SAVED.resolve("tumours-xgboost"))
                        .serving()
                        .signature());
        assertThat(ModelFolders.init(
                                SAVED.resolve("cultivars/MLmodel"), new ModelName("wines"), temporary.resolve("wines"))
                        .requests())
                .hasSize(3);
    }

    @Test
    void initWritesDownWhatTheMlmodelAddsToTheFile() throws IOException {
        Path saved = Folders.copy(SAVED.resolve("cultivars"), temporary.resolve("saved"));
        Path file = saved.resolve("MLmodel");
        Files.writeString(
                file,
                Files.readString(file).replace("[{\"type\": \"tensor\"", "[{\"name\": \"wine\", \"type\": \"tensor\""));

        Path folder = ModelFolders.init(saved, new ModelName("wines"), temporary.resolve("wines"))
                .folder();

        assertThat(folder.resolve("slipway.yaml"))
                .content()
                .contains("  inputs:\n    - {name: wine, datatype: FP64, shape: [-1, 13]}\n");
        assertThat(Packager.read(folder)
                        .serving()
                        .signature()
                        .inputs()
                        .getFirst()
                        .name())
                .isEqualTo("wine");
    }

    @Test
    void aFolderWhoseNameIsNoModelsNameSaysWhatToWrite() throws IOException {
        Path saved = Folders.copy(SAVED.resolve("cultivars"), temporary.resolve("123"));

        assertThatThrownBy(() -> Packager.read(saved))
                .isInstanceOf(ProblemsException.class)
                .hasMessageEndingWith("123: suggests no name for the model; write a slipway.yaml there: model: NAME,"
                        + " format: mlflow, weights: MLmodel");
    }

    private static TensorSpec tensor(String name, Datatype datatype, long... shape) {
        return new TensorSpec(name, datatype, Arrays.stream(shape).boxed().toList());
    }
}
