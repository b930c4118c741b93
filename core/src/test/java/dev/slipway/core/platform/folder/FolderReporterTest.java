package dev.slipway.core.platform.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.platform.ReleaseReport.Standing;
import dev.slipway.core.platform.Reporter;
import dev.slipway.core.platform.kit.ReporterContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderReporterTest extends ReporterContract {

    @TempDir
    private Path temporary;

    @Override
    protected Reporter reporter() {
        return new FolderReporter(temporary.resolve("reports"));
    }

    @Override
    protected Seen seen(String release) throws IOException {
        JsonReader report = read(release);
        return new Seen(
                lightOf(Arrays.stream(Standing.values())
                        .filter(standing -> standing.word().equals(report.text("standing")))
                        .findFirst()
                        .orElseThrow()),
                report.text("text"));
    }

    private JsonReader read(String release) throws IOException {
        return JsonReader.parse(
                release, Files.readAllBytes(temporary.resolve("reports").resolve(release + ".json")));
    }

    @Test
    void theFileNamesTheCommitAndThePage() throws IOException {
        reporter().report(report(RELEASE, Standing.PROMOTED, "nothing speaks against the candidate"));

        JsonReader report = read(RELEASE);
        assertThat(report.whole("schema_version")).isEqualTo(1);
        assertThat(report.text("repository")).isEqualTo(PUSH.repository());
        assertThat(report.text("commit")).isEqualTo(PUSH.commit());
        assertThat(report.text("page")).isEqualTo("https://example.com/releases/digits-7");
    }
}
