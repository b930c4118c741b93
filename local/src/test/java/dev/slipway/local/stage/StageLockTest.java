package dev.slipway.local.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageLockTest {

    @TempDir
    Path home;

    @Test
    void aHomeIsTakenOnceAndTheOtherIsNamed() throws IOException {
        new StageFile(URI.create("http://127.0.0.1:8080"), "token", 4711).write(home);
        try (StageLock lock = StageLock.take(home)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> StageLock.take(home))
                    .isInstanceOf(ProblemsException.class)
                    .hasMessageContaining("a stage runs on it already: process 4711 at http://127.0.0.1:8080")
                    .hasMessageContaining("--home")
                    .hasMessageNotContaining("token");
        }
    }

    @Test
    void aHomeThatWasLeftCanBeTakenWhateverLiesThere() throws IOException {
        StageLock.take(home).close();
        Files.writeString(home.resolve("stage.json"), "{\"url\": rubbish");
        StageLock.take(home).close();
        assertThat(StageFile.read(home)).isEmpty();
    }

    @Test
    void aHomeIsMadeWhereItIsMissing() {
        StageLock.take(home.resolve("a/b")).close();
        assertThat(home.resolve("a/b/stage.lock")).exists();
    }

    @Test
    void aHomeThatIsAFileIsRefused() throws IOException {
        Path file = Files.createFile(home.resolve("file"));
        assertThatThrownBy(() -> StageLock.take(file))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("the stage cannot write here");
    }

    @Test
    void theStagesFileIsReadAsItWasWrittenAndDeletedOnce() throws IOException {
        StageFile file = new StageFile(URI.create("http://127.0.0.1:1"), "token", 7);
        file.write(home);
        assertThat(StageFile.read(home)).contains(file);
        StageFile.delete(home);
        StageFile.delete(home);
        assertThat(StageFile.read(home)).isEmpty();
        assertThat(home).isEmptyDirectory();
    }
}
