package dev.slipway.cli.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangedModelsTest {
    private static final List<String> FOLDERS =
            List.of("models/digits", "models/digits-large", "models/wine", "models/wine/red");

    @Test
    void aFileBelongsToTheFolderThatHoldsItAndToNoOtherThatBeginsAlike() {
        assertThat(ChangedModels.of(List.of("models/digits-large/model.onnx"), FOLDERS))
                .containsExactly("models/digits-large");
    }

    @Test
    void aFolderWithinAnotherTakesItsFilesFromIt() {
        assertThat(ChangedModels.of(List.of("models/wine/red/README.md"), FOLDERS))
                .containsExactly("models/wine/red");
    }

    @Test
    void whatLiesOutsideOfModelsChangesNone() {
        assertThat(ChangedModels.of(List.of("README.md", "models/README.md", "stages.yaml"), FOLDERS))
                .isEmpty();
    }

    @Test
    void eachIsNamedOnceAndInOrder() {
        assertThat(ChangedModels.of(
                        List.of("models/wine/slipway.yaml", "models/digits/a", "models/digits/b/c"), FOLDERS))
                .containsExactly("models/digits", "models/wine");
    }

    @Test
    void aModelAtTheTopTakesWhatIsLeft() {
        assertThat(ChangedModels.of(List.of("README.md"), List.of("", "models/wine")))
                .containsExactly("");
    }
}
