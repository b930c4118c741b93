package dev.slipway.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.slipway.cli.process.Slipway.Ended;
import dev.slipway.core.doctor.Case;
import dev.slipway.core.doctor.Examination;
import dev.slipway.core.doctor.Figures;
import dev.slipway.core.doctor.Phase;
import dev.slipway.core.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code slipway doctor} on the example: what it shows has the right shape; how large the figures are is the machine's. */
class DoctorIT {

    private static final String DIGITS =
            Slipway.repository("examples/digits/v1").toString();

    @TempDir
    private Path folder = Path.of("");

    private Ended doctor(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "doctor";
        all[1] = DIGITS;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return new Slipway(folder).run(all);
    }

    @Test
    void itMeasuresPhasesLatencyAndMemoryOnDemandFromACacheRestoredAndByThreads() throws IOException {
        Files.writeString(
                folder.resolve("budget.yaml"), "init: 1us\ninit_cached: 30s\nbundle: 240MB\ncost_per_million: 100\n");
        Ended ended =
                doctor("--json", "--rounds", "1", "--threads", "1", "--budget", "budget.yaml", "--memory", "1024");

        assertThat(ended.exit()).as(ended.err()).isEqualTo(1);
        assertThat(ended.err())
                .as("only the limit that is exceeded is named")
                .containsPattern("budget.yaml:1:7: init is [\\d,.]+ ms \\(1024 MB\\); expected at most 0.001 ms")
                .doesNotContain("init_cached is", "bundle is", "cost_per_million is");
        JsonReader told = JsonReader.parse("told", ended.out().getBytes(StandardCharsets.UTF_8));
        Examination found = Examination.read(told);
        assertThat(found.cases())
                .hasSize(4)
                .allSatisfy(each -> assertThat(each.failure()).isEmpty());
        Figures cold = found.byMemory(false).getFirst().figures().orElseThrow();
        assertThat(cold.phases().keySet())
                .containsExactly(Phase.JVM, Phase.CLASSES, Phase.PACKAGE, Phase.ENGINE, Phase.MODEL, Phase.WIRING);
        assertThat(cold.warm().p50())
                .isPositive()
                .isLessThanOrEqualTo(cold.warm().p99());
        assertThat(cold.memory()).isPresent();
        Figures cached = found.cached().getFirst().figures().orElseThrow();
        assertThat(cached.phases().keySet()).isEqualTo(cold.phases().keySet());
        assertThat(told.child("advice").child("startup_cache").text("because")).contains("with one and");
        assertThat(logs())
                .as("one process started from a cache, and its JVM took it")
                .containsOnlyOnce("slipway: start-up cache ")
                .contains("\"classes_shared\":true");
        Figures restored = found.byMemory(true).getFirst().figures().orElseThrow();
        assertThat(restored.phases()).containsKey(Phase.PRIMING);
        assertThat(found.byThreads()).hasSize(1).extracting(Case::figures).allMatch(each -> each.isPresent());
        assertThat(told.child("advice").child("memory").whole("memory")).isEqualTo(1024);
        assertThat(told.children("budget")).hasSize(4);
        assertThat(folder.resolve(".slipway/work")).isDirectoryNotContaining("glob:doctor-*");
    }

    /** What all functions printed, each with the word of its host on its start-up cache. */
    private String logs() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve(".slipway/logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    @Test
    void aBudgetThatCannotBeReadIsToldWholeAndNothingIsMeasured() throws IOException {
        Files.writeString(folder.resolve("budget.yaml"), "init: soon\nwarm_p98: 5ms\n");
        Ended ended = doctor("--budget", "budget.yaml");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines().toList())
                .hasSize(2)
                .first(STRING)
                .isEqualTo("budget.yaml:1:7: init: found \"soon\"; expected a time from 1us to 1h, such as 10s, 5m or"
                        + " 1h30m");
        assertThat(folder.resolve(".slipway")).doesNotExist();
    }

    @Test
    void whatIsNotPackagedHasNothingBesideIt() {
        Ended ended = doctor("--keep");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("is not packaged", "slipway package");
        assertThat(ended.out()).isEmpty();
    }
}
