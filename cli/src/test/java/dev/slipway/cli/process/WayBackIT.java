package dev.slipway.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.process.Slipway.Ended;
import dev.slipway.core.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back, practised under load; and two people who act on one release. */
class WayBackIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aDrillRollsBackUnderLoadAndTheSecondPersonIsToldWhatTheFirstDid() throws IOException {
        Slipway slipway = new Slipway(folder);
        String candidate = Slipway.repository("examples/digits/v2").toString();
        try (RunningStage _ = slipway.up()) {
            Ended drill = slipway.run(
                    "drill",
                    "digits",
                    "--package",
                    candidate,
                    "--rounds",
                    "2",
                    "--json",
                    "--traffic",
                    Slipway.repository("examples/digits/images.jsonl").toString());
            assertThat(drill.exit()).as(drill.err()).isZero();
            JsonReader told = JsonReader.parse("told", drill.out().getBytes(StandardCharsets.UTF_8));
            assertThat(told.children("rounds")).hasSize(2);
            assertThat(told.whole("failed")).as(drill.err()).isZero();

            Ended first = slipway.run("rollback", "digits", "--by", "ann", "--reason", "seen failing");
            assertThat(first.exit()).isEqualTo(1);
            assertThat(first.err()).contains("digits-3 is rolled-back for good (rolled back by", "a drill");

            Ended report = slipway.run("report", "digits-3", "--out", "drill.html");
            assertThat(report.out()).isEqualTo("drill.html\n");
            assertThat(Files.readString(folder.resolve("drill.html"))).contains("digits-3", "a drill");
        }
    }
}
