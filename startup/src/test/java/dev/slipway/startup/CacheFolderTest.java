package dev.slipway.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {

    @TempDir
    private Path home;

    @Test
    void thoseThatNobodyAskedForLongestGoWhenThereAreTooMany() throws IOException {
        CacheFolder folder = new CacheFolder(home);
        for (int i = 0; i < CacheFolder.KEPT; i++) {
            put(folder, i);
            Files.setLastModifiedTime(home.resolve(key(i)).resolve("used"), FileTime.fromMillis(1000L * (i + 1)));
        }
        folder.touch(key(0));
        put(folder, CacheFolder.KEPT);
        assertThat(folder.cache(key(1))).isEmpty();
        assertThat(folder.cache(key(0))).isPresent();
        assertThat(folder.cache(key(CacheFolder.KEPT))).isPresent();
        assertThat(home).isDirectoryContaining("glob:**" + key(2));
        assertThat(home).isDirectoryNotContaining("glob:**" + key(1));
    }

    @Test
    void aFolderThatSomebodyClearedIsNoticed() throws IOException {
        CacheFolder folder = new CacheFolder(home);
        assertThat(folder.touch(key(1))).isFalse();
        folder.words(key(1), "words");
        assertThat(folder.touch(key(1))).isTrue();
        CacheFolder.deleteTree(home.resolve(key(1)));
        assertThat(folder.touch(key(1))).isFalse();
    }

    private void put(CacheFolder folder, int number) throws IOException {
        folder.words(key(number), "words");
        Path made = Files.writeString(folder.draft().resolve("made.aot"), "cache");
        folder.keep(key(number), made);
    }

    private static String key(int number) {
        return "%064x".formatted(number);
    }
}
