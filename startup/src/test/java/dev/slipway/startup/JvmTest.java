package dev.slipway.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenDownIsReadAgainWhateverIsInItsNames() throws IOException {
        Jvm jvm = new Jvm(
                Path.of("/jdk/bin/java"),
                List.of("-XX:+UseSerialGC", "-Dwords=two of \"them\"", "-Dpath=C:\\a\\"),
                List.of(Path.of("/a folder/one.jar"), Path.of("/b/two.jar")));
        Path words = Files.writeString(folder.resolve("words"), jvm.words());
        assertThat(Jvm.read(Path.of("/jdk/bin/java"), words)).isEqualTo(jvm);
    }

    @Test
    void wordsWithoutAClassPathAreRefused() throws IOException {
        Path words = Files.writeString(folder.resolve("words"), "\"-XX:+UseSerialGC\"\n");
        assertThatThrownBy(() -> Jvm.read(Path.of("java"), words))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not end with a class path");
    }

    @Test
    void aJvmWithoutAJarIsRefused() {
        assertThatThrownBy(() -> new Jvm(Path.of("java"), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found no jar");
    }
}
