package dev.slipway.core.platform.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.kit.ReleaseStoreContract;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderReleaseStoreTest extends ReleaseStoreContract {

    @TempDir
    private Path temporary;

    private Path root() {
        return temporary.resolve("releases");
    }

    @Override
    protected ReleaseStore store() {
        return new FolderReleaseStore(root());
    }

    @Override
    protected ReleaseStore anotherHandle() {
        return new FolderReleaseStore(root());
    }

    @Test
    void readingMakesNoFolder() {
        store().read("digits/state.json");
        store().keys("");

        assertThat(root()).doesNotExist();
    }

    @Test
    void aDocumentIsAFileThatPeopleCanRead() {
        store().create("digits/state.json", "{}".getBytes(UTF_8));

        assertThat(root().resolve("digits/state.json")).hasContent("{}");
    }

    @Test
    void whatAKilledWriterLeftBehindIsNeverSeenAndIsWrittenOver() throws IOException {
        store().create("digits/state.json", "{}".getBytes(UTF_8));
        Files.writeString(root().resolve("~writing"), "{\"half");

        assertThat(store().keys("")).containsExactly("digits/state.json");
        store().create("iris/state.json", "{}".getBytes(UTF_8));

        try (Stream<Path> files = Files.list(root())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("digits", "iris", "~lock");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsUnavailableAndNamed() throws IOException {
        Files.writeString(root(), "a file where the folder should be");

        assertThatThrownBy(() -> store().create("digits/state.json", "{}".getBytes(UTF_8)))
                .isInstanceOf(PlatformException.Unavailable.class)
                .hasMessageContaining(root().toString());
    }

    @Test
    void aKeyBelowADocumentIsUnavailableAndTheDocumentStays() {
        store().create("digits", "{}".getBytes(UTF_8));

        assertThat(store().read("digits/state.json")).isEmpty();
        assertThatThrownBy(() -> store().create("digits/state.json", "{}".getBytes(UTF_8)))
                .isInstanceOf(PlatformException.Unavailable.class);
        assertThat(store().read("digits")).isPresent();
    }

    @Test
    void writersOfSeveralProcessesLoseNothing() throws Exception {
        store().create("count", "0".getBytes(UTF_8));
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(counting("20").redirectErrorStream(true).start());
        }
        for (Process process : processes) {
            try (InputStream out = process.getInputStream()) {
                assertThat(new String(out.readAllBytes(), UTF_8)).isEmpty();
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }

        assertThat(store().read("count").orElseThrow().content())
                .asString(UTF_8)
                .isEqualTo("60");
    }

    @Test
    void aWriterThatIsKilledAgainAndAgainLeavesAWholeDocument() throws Exception {
        store().create("count", "0".getBytes(UTF_8));
        int before = 0;
        for (int kill = 0; kill < 5; kill++) {
            Process process = counting("1000000").start();
            int wanted = before + 5 + kill;
            while (count() < wanted) {
                assertThat(process.isAlive())
                        .as("the writer lives until it is killed")
                        .isTrue();
            }
            process.destroyForcibly().waitFor();
            before = count();
        }
        CountingProcess.main(root().toString(), "1");

        assertThat(count()).isEqualTo(before + 1);
    }

    private ProcessBuilder counting(String wins) throws URISyntaxException {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                location(FolderReleaseStore.class) + File.pathSeparator + location(CountingProcess.class),
                CountingProcess.class.getName(),
                root().toString(),
                wins);
    }

    private static String location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private int count() {
        return Integer.parseInt(new String(store().read("count").orElseThrow().content(), UTF_8));
    }
}
