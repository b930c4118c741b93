package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** XGBoost's and LightGBM's own files are read without an engine, and refused where functions would answer wrongly. */
class TreesTest {

    private static final Path TREES = ExamplesTest.EXAMPLES.resolve("trees");
    private static final Path CLASSES = TREES.resolve("expected/classes.json");

    @TempDir
    private Path folder;

    @Test
    void anXgboostFolderIsPackaged() throws IOException {
        ModelPackage read = Packager.read(TREES.resolve("diamonds"));

        assertThat(read.serving().format()).isEqualTo(ModelFormat.XGBOOST);
        assertThat(read.serving().signature()).isEqualTo(signature(Datatype.FP32, 9, List.of(-1L)));
        assertThat(read.leftOut()).isEmpty();
        XgboostFacts facts = (XgboostFacts) read.weights();
        assertThat(facts.model().versionText()).isEqualTo("3.2.0");
        assertThat(facts.model().trees()).isEqualTo(80);
        assertThat(facts.model().featureNames()).startsWith("carat", "cut").endsWith("z");
        assertThat(facts.model().baseScores()).hasSize(1);
    }

    @Test
    void aLightgbmFolderIsPackaged() throws IOException {
        ModelPackage read = Packager.read(TREES.resolve("flights"));

        assertThat(read.serving().format()).isEqualTo(ModelFormat.LIGHTGBM);
        assertThat(read.serving().signature()).isEqualTo(signature(Datatype.FP64, 13, List.of(-1L)));
        LightgbmFacts facts = (LightgbmFacts) read.weights();
        assertThat(facts.model().objective()).isEqualTo("binary sigmoid:1");
        assertThat(facts.model().trees()).isEqualTo(80);
        assertThat(facts.model().leaves()).isEqualTo(80 * 31);
        assertThat(facts.model().featureNames()).hasSize(13).contains("visibility");
    }

    @Test
    void initWritesAFolderAroundAFileOfEither() throws IOException {
        ModelFolders.init(CLASSES, new ModelName("wines"), folder.resolve("wines"));
        ModelFolders.init(TREES.resolve("flights/model.txt"), new ModelName("late"), folder.resolve("late"));

        assertThat(Files.readString(folder.resolve("wines/slipway.yaml"))).contains("format: xgboost");
        assertThat(Files.readString(folder.resolve("late/README.md"))).contains("lightgbm.Booster(model_file=");
        assertThat(Packager.read(folder.resolve("wines")).serving().signature())
                .isEqualTo(signature(Datatype.FP32, 13, List.of(-1L, 3L)));
        assertThat(Packager.read(folder.resolve("late")).serving().format()).isEqualTo(ModelFormat.LIGHTGBM);
    }

    @Test
    void theAuthorMayNameTheTensorsAndNotChangeThem() throws IOException {
        classes(Files.readString(CLASSES));
        Folders.spec(folder, """
                model: wines
                weights: model.json
                signature:
                  inputs: [{name: wine, datatype: FP32, shape: [-1, 13]}]
                  outputs: [{name: classes, datatype: FP32, shape: [-1, 3]}]
                """);
        Signature signature = Packager.read(folder).serving().signature();
        assertThat(signature.inputs().getFirst().name()).isEqualTo("wine");
        assertThat(signature.outputs().getFirst().name()).isEqualTo("classes");

        Folders.spec(folder, """
                model: wines
                weights: model.json
                signature:
                  inputs: [{name: wine, datatype: FP64, shape: [-1, 12]}]
                """);
        assertTold(
                "slipway.yaml:4:12: the input \"wine\": found FP64; expected FP32",
                "slipway.yaml:4:12: the input \"wine\": found the shape [-1, 12]; expected [-1, 13], or a fixed number"
                        + " of rows");
    }

    @Test
    void whatXgboostThreeWouldAnswerWronglyIsRefused() throws IOException {
        String text = Files.readString(CLASSES);
        classes(text.replace("\"version\":[3,2,0]", "\"version\":[3,9,0]"));
        assertTold("slipway.yaml:2:10: the file \"model.json\" was written by XGBoost 3.9.0; expected at most 3.4: what"
                + " newer ones mean was not compared with what functions answer; train with that one, or export it to"
                + " ONNX, with onnxmltools");
        classes(text.replace("\"name\":\"gbtree\"", "\"name\":\"dart\""));
        assertTold(
                "slipway.yaml:2:10: the file \"model.json\" uses the booster dart; expected gbtree: XGBoost 3.0, which"
                        + " functions have, answers others differently from newer ones, or not at all; train with gbtree");
        classes(text.replace("multi:softprob", "reg:tweedie"));
        assertTold(
                "slipway.yaml:2:10: the file \"model.json\" starts from several base scores for reg:tweedie; expected"
                        + " one: XGBoost 3.0, which functions have, would answer wrongly; train with a base_score of your own,"
                        + " or export it to ONNX, with onnxmltools");
    }

    @Test
    void leavesOfSeveralValuesAreRefused() throws IOException {
        classes(Files.readString(CLASSES).replace("\"size_leaf_vector\":\"1\"", "\"size_leaf_vector\":\"3\""));

        assertTold("slipway.yaml:2:10: the file \"model.json\" has trees with 3 values a leaf (multi_output_tree);"
                + " expected one value a leaf: XGBoost 3.0, which functions have, reads others otherwise than newer ones;"
                + " train with multi_strategy=\"one_output_per_tree\", or export it to ONNX, with onnxmltools");
    }

    @Test
    void aListOfValuesThatTakeNoBytesIsNotBelieved() throws IOException {
        byte[] bomb = "{L\0\0\0\0\0\0\0\1a[$Z#L\177\377\377\377\377\377\377\377".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("model.ubj"), bomb);
        Folders.spec(folder, "model: bomb\nweights: model.ubj\n");

        assertThatThrownBy(() -> Packager.read(folder))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("found the mark 0x5a");
    }

    @Test
    void aDamagedFileEndsInAMessageWhereverItIsCut() throws IOException {
        for (Path file : List.of(CLASSES, TREES.resolve("diamonds/model.ubj"), TREES.resolve("flights/model.txt"))) {
            byte[] bytes = Files.readAllBytes(file);
            String name = "model" + file.toString().substring(file.toString().lastIndexOf('.'));
            // what stands after its trees, LightGBM does not need either
            int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("end of trees");
            for (int cut = 1; cut < (end < 0 ? bytes.length : end); cut += bytes.length / 40) {
                Files.write(folder.resolve(name), Arrays.copyOf(bytes, cut));
                Folders.spec(folder, "model: cut\nweights: " + name + "\n");
                assertThatThrownBy(() -> Packager.read(folder))
                        .as("%s cut at %d", file, cut)
                        .isInstanceOf(ProblemsException.class);
            }
        }
    }

    private void classes(String text) throws IOException {
        Files.write(folder.resolve("model.json"), text.getBytes(StandardCharsets.UTF_8));
        Folders.spec(folder, "model: wines\nweights: model.json\n");
    }

    private void assertTold(String... lines) {
        assertThatThrownBy(() -> Packager.read(folder))
                .isInstanceOfSatisfying(
                        ProblemsException.class,
                        e -> assertThat(e.problems().stream().map(Object::toString))
                                .containsExactly(lines));
    }

    private static Signature signature(Datatype datatype, long features, List<Long> answer) {
        return new Signature(
                List.of(new TensorSpec("x", datatype, List.of(-1L, features))),
                List.of(new TensorSpec("prediction", datatype, answer)));
    }
}
