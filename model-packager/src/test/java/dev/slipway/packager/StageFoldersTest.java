package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.Place;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told of a folder that {@code stages.yaml} names. */
class StageFoldersTest {

    private static final Located<String> ENTRY = new Located<>("models/same", new Place("stages.yaml", 4, 14));

    @TempDir
    Path folder;

    @Test
    void aFolderThatIsNoneIsToldWhereItIsNamed() throws IOException {
        assertTold("stages.yaml:4:14: models/same: there is no such folder");

        Files.createDirectories(folder.resolve("models/same"));
        assertTold(
                "stages.yaml:4:14: models/same: has no slipway.yaml; expected a model folder; make one around a model"
                        + " file with: slipway init FILE");
    }

    @Test
    void whatIsWrongWithinIsToldAtItsFile() throws IOException {
        Path same =
                Folders.same(Files.createDirectories(folder.resolve("models")).resolve("same"));
        Files.delete(same.resolve("model.onnx"));

        assertThatThrownBy(() -> StageFolders.read(folder, ENTRY))
                .isInstanceOf(ProblemsException.class)
                .hasMessageStartingWith("models/same/slipway.yaml:2:10: weights: there is no file \"model.onnx\"");
    }

    @Test
    void aSecondFolderOfAModelIsToldWhereItIsNamed() {
        ModelName digits = new ModelName("digits");
        assertThat(StageFolders.second(ENTRY, digits, Set.of())).isEmpty();
        assertThat(StageFolders.second(ENTRY, digits, Set.of(digits)).orElseThrow())
                .hasToString("stages.yaml:4:14: models/same is the second folder of the model digits in this stage;"
                        + " expected one folder a model");
    }

    private void assertTold(String message) {
        assertThatThrownBy(() -> StageFolders.read(folder, ENTRY))
                .isInstanceOf(ProblemsException.class)
                .hasMessage(message);
    }
}
