package dev.slipway.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {

    @TempDir
    private Path root;

    private CacheFolder folder = new CacheFolder(Path.of(""));

    @BeforeEach
    void begin() {
        folder = new CacheFolder(root);
    }

    @Test
    void thoseThatNobodyAskedForLongestGoWhenThereAreTooMany() throws IOException {
        for (int i = 0; i < CacheFolder.KEPT; i++) {
            put(i);
            Files.setLastModifiedTime(root.resolve(key(i)).resolve("used"), FileTime.fromMillis(1000L * (i + 1)));
        }
        home(0).touch();
        put(CacheFolder.KEPT);
        assertThat(home(1).cache()).isEmpty();
        assertThat(home(0).cache()).isPresent();
        assertThat(home(CacheFolder.KEPT).cache()).isPresent();
        assertThat(root).isDirectoryContaining("glob:**" + key(2));
        assertThat(root).isDirectoryNotContaining("glob:**" + key(1));
    }

    @Test
    void whatSomebodyAskedForALittleWhileAgoLosesItsCacheButNotTheWordsThatItStartsWith() throws IOException {
        for (int i = 0; i <= CacheFolder.KEPT; i++) {
            home(i).words("words");
        }
        FileTime now = Files.getLastModifiedTime(root.resolve(key(0)).resolve("used"));
        Files.setLastModifiedTime(
                root.resolve(key(0)).resolve("used"),
                FileTime.from(now.toInstant().minusSeconds(60)));
        for (int i = 0; i <= CacheFolder.KEPT; i++) {
            folder.keep(key(i), made());
        }
        assertThat(home(0).cache()).isEmpty();
        assertThat(home(0).words()).hasContent("words");
        assertThat(home(0).touch()).isTrue();
    }

    @Test
    void aFolderThatSomebodyClearedIsNoticed() throws IOException {
        assertThat(home(1).touch()).isFalse();
        home(1).words("words");
        assertThat(home(1).touch()).isTrue();
        CacheFolder.deleteTree(home(1).folder());
        assertThat(home(1).touch()).isFalse();
    }

    @Test
    void aCacheThatIsNotWholeIsNone() throws IOException {
        put(1);
        assertThat(home(1).wholeCache()).isPresent().isEqualTo(home(1).cache());
        Files.writeString(home(1).file(), "cachE");
        assertThat(home(1).wholeCache()).as("of the same length").isEmpty();
        Files.writeString(home(1).file(), "cach");
        assertThat(home(1).cache()).as("cut short").isEmpty();
        put(1);
        assertThat(home(1).wholeCache()).as("made anew").isPresent();
        Files.delete(home(1).file().resolveSibling("sum"));
        assertThat(home(1).wholeCache()).as("without its sum").isEmpty();
    }

    @Test
    void aCacheIsRefusedOnceHoweverManyWereStartedFromIt() throws IOException {
        put(1);
        String sum = home(1).cache().orElseThrow();
        home(1).refuse(sum);
        home(1).refuse(sum);
        assertThat(home(1).file()).doesNotExist();
        assertThat(home(1).refusals()).isEqualTo(1);

        Files.writeString(root.resolve("other"), "another cache");
        folder.keep(key(1), root.resolve("other"));
        home(1).refuse(sum);
        assertThat(home(1).cache()).as("what came in its place was not refused").isNotEqualTo(Optional.of(sum));
        assertThat(home(1).wholeCache()).isPresent();
        assertThat(home(1).refusals()).isEqualTo(1);
    }

    @Test
    void whatCannotBeTakenAwayHidesNoFailure() throws IOException {
        CacheFolder.deleteTree(Files.writeString(root.resolve("file"), "").resolve("below"));
        CacheFolder.deleteTree(root.resolve("never there"));
    }

    private void put(int number) throws IOException {
        home(number).words("words");
        folder.keep(key(number), made());
    }

    private Path made() throws IOException {
        return Files.writeString(folder.draft().resolve("made.aot"), "cache");
    }

    private CacheHome home(int number) {
        return folder.home(key(number));
    }

    private static String key(int number) {
        return "%064x".formatted(number);
    }
}
