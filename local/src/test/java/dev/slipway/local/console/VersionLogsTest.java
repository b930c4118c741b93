package dev.slipway.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.ModelName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionLogsTest {

    private static final ModelName DIGITS = new ModelName("digits");

    @TempDir
    Path folder;

    private void write(String environment, String text, long second) throws Exception {
        Path file = Files.createDirectories(folder.resolve("digits/3")).resolve(environment + ".log");
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1000));
    }

    private List<JsonReader> ends(int bytes) {
        return new JsonReader("logs", new VersionLogs(folder).ends(DIGITS, "3", bytes)).children("logs");
    }

    @Test
    void theNewestComesFirst() throws Exception {
        write("one", "first\n", 1);
        write("two", "second\n", 2);
        assertThat(ends(100)).extracting(log -> log.text("environment")).containsExactly("two", "one");
        assertThat(ends(100).getFirst().text("text")).isEqualTo("second\n");
    }

    @Test
    void anEndBeginsWithAWholeLine() throws Exception {
        write("one", "a long line that is cut\nthe last one\n", 1);
        assertThat(ends(20).getFirst().text("text")).isEqualTo("the last one\n");
        assertThat(ends(20).getFirst().whole("size")).isEqualTo(37);
    }

    @Test
    void aVersionThatNeverWroteHasNoLogs() {
        assertThat(ends(100)).isEmpty();
    }

    @Test
    void tenEnvironmentsAreEnough() throws Exception {
        for (int i = 0; i < 12; i++) {
            write("e" + i, "x", i);
        }
        assertThat(ends(100))
                .hasSize(10)
                .first()
                .extracting(log -> log.text("environment"))
                .isEqualTo("e11");
    }
}
