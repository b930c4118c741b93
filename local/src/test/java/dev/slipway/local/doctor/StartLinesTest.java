package dev.slipway.local.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.doctor.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartLinesTest {

    private static final String STARTED = "{\"event\":\"started\",\"threads\":1,\"package_ms\":10.5,\"engine_ms\":40.0,"
            + "\"model_ms\":5.0,\"wiring_ms\":0.5,\"priming_ms\":250,\"priming_calls\":9000}";

    @TempDir
    private Path folder = Path.of("");

    private final StartLines lines = new StartLines();

    private void print(String line) {
        byte[] bytes = (line + " and what the array held before").getBytes(UTF_8);
        lines.line(bytes, line.getBytes(UTF_8).length);
    }

    @Test
    void whatTheFunctionAndTheJvmDoNotSayIsTheClassesShare() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "Genesis, 0.0217897 secs\nCreate VM, 0.0440000 secs\n");
        print("{\"Endpoint\":\"digits\"}");
        print("{no JSON");
        print(STARTED);

        assertThat(lines.phases(log, 500))
                .containsEntry(Phase.JVM, 44.0)
                .containsEntry(Phase.CLASSES, 150.0)
                .containsEntry(Phase.PACKAGE, 10.5)
                .containsEntry(Phase.ENGINE, 40.0)
                .containsEntry(Phase.MODEL, 5.0)
                .containsEntry(Phase.WIRING, 0.5)
                .containsEntry(Phase.PRIMING, 250.0);
    }

    @Test
    void withoutTheJvmsLogItsStartCountsAsClasses() {
        print(STARTED.replace(",\"priming_ms\":250,\"priming_calls\":9000", ""));

        assertThat(lines.phases(folder.resolve("nothing"), 500))
                .doesNotContainKeys(Phase.JVM, Phase.PRIMING)
                .containsEntry(Phase.CLASSES, 444.0);
    }

    @Test
    void aStartFromClassesThatWereMadeReadyIsKnownByTheFunctionsWord() {
        assertThat(lines.sharesClasses()).isFalse();
        print(STARTED.replace("\"threads\":1", "\"threads\":1,\"classes_shared\":false"));
        assertThat(lines.sharesClasses()).isFalse();
        print(STARTED.replace("\"threads\":1", "\"threads\":1,\"classes_shared\":true"));
        assertThat(lines.sharesClasses()).isTrue();
    }

    @Test
    void aFunctionThatSaysNothingHasNoPhases() {
        assertThat(lines.phases(folder.resolve("nothing"), 500)).isEmpty();
    }
}
