package dev.slipway.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogPumpTest {

    private static final long LIMIT = 1000;

    @TempDir
    Path folder;

    private final List<String> seen = new ArrayList<>();
    private String epitaph = "";

    private LogPump pump(String output) throws IOException {
        LogPump pump = new LogPump(
                new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)),
                LogFile.open(folder, "env", LIMIT, 5),
                (line, length) -> seen.add(new String(line, 0, length, StandardCharsets.UTF_8)),
                () -> epitaph);
        pump.run();
        return pump;
    }

    @Test
    void everyLineIsLoggedAndThoseThatLookLikeJsonAreShown() throws IOException {
        pump("starting\n{\"a\":1}\n\nmore {\n{\"b\":2}\nwithout an end");
        assertThat(seen).containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(folder.resolve("env.log")).hasContent("starting\n{\"a\":1}\n\nmore {\n{\"b\":2}\nwithout an end");
    }

    @Test
    void theLogOfAChildThatTheHostEndedEndsWithItsReason() throws IOException {
        epitaph = "too much of it";
        pump("midway");
        assertThat(folder.resolve("env.log")).hasContent("midway\nslipway: ended: too much of it\n");
    }

    @Test
    void theLastWordsAreTheLastLineThatIsNeitherAMetricNorAStackFrame() throws IOException {
        assertThat(pump("java.lang.IllegalStateException: no model\n\tat a.B.c\n{\"x\":1}\n")
                        .lastWords())
                .isEqualTo("java.lang.IllegalStateException: no model");
    }

    @Test
    void aLineLongerThanALogEventIsNoMetricAndTheNextOneIs() throws IOException {
        pump("{\"long\":\"" + "x".repeat(300_000) + "\"}\n{\"short\":1}\n");
        assertThat(seen).containsExactly("{\"short\":1}");
    }

    @Test
    void aLogThatGrewTooLargeBeginsAnewAndKeepsTheOneBefore() throws IOException {
        try (LogFile log = LogFile.open(folder, "env", LIMIT, 5)) {
            for (int i = 0; i < 3; i++) {
                byte[] chunk = String.valueOf(i).repeat(600).getBytes(StandardCharsets.UTF_8);
                log.write(chunk, 0, chunk.length);
            }
        }
        assertThat(folder.resolve("env.log")).hasContent("2".repeat(600));
        assertThat(folder.resolve("env.log.1")).hasContent("1".repeat(600));
    }

    @Test
    void theOldestLogsGo() throws IOException {
        for (int i = 0; i < 9; i++) {
            LogFile.open(folder, "env-" + i, LIMIT, 5).close();
        }
        assertThat(folder.toFile().list()).hasSize(6);
    }
}
