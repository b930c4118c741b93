package dev.slipway.core.platform.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderGoesWithAllThatIsInItAndNothingElse() throws IOException {
        Path beside = Files.writeString(folder.resolve("beside"), "stays");
        Path tree = Files.createDirectories(folder.resolve("tree/of/folders"));
        Files.writeString(tree.resolve("file"), "goes");
        Files.createSymbolicLink(tree.resolve("link"), beside);

        FolderTree.delete(folder.resolve("tree"));

        assertThat(folder.resolve("tree")).doesNotExist();
        assertThat(beside).exists();
    }

    @Test
    void aFolderThatIsNotThereIsToldOrLeft() {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> FolderTree.delete(none)).isInstanceOf(NoSuchFileException.class);
        assertThatCode(() -> FolderTree.deleteWhatCanBe(none)).doesNotThrowAnyException();
    }
}
