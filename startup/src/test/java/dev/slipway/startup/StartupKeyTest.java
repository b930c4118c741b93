package dev.slipway.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupKeyTest {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final FileTime THEN = FileTime.fromMillis(1_700_000_000_000L);

    @TempDir
    private Path folder;

    private Path jar = Path.of("");

    @BeforeEach
    void begin() throws IOException {
        jar = write("app.jar", "one");
    }

    @Test
    void theKeyFollowsFlagsOrderPathAndContentAndNothingElse() throws IOException {
        Path other = write("other.jar", "one");
        List<Jvm> different = List.of(
                jvm(),
                new Jvm(JAVA, List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), List.of(jar)),
                new Jvm(JAVA, List.of("-XX:+UseSerialGC"), List.of(jar, other)),
                new Jvm(JAVA, List.of("-XX:+UseSerialGC"), List.of(other, jar)),
                new Jvm(JAVA, List.of("-XX:+UseSerialGC"), List.of(other)));
        List<String> keys = new ArrayList<>();
        for (Jvm each : different) {
            keys.add(StartupKey.of(each));
        }
        assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.matches("[0-9a-f]{64}"));
        assertThat(StartupKey.of(jvm())).isEqualTo(keys.getFirst());
        write("app.jar", "two");
        assertThat(StartupKey.of(jvm())).isNotIn(keys);
    }

    @Test
    void aJarThatWasTouchedHasAnotherKeyForTheJvmRefusesItsCache() throws IOException {
        String before = StartupKey.of(jvm());
        Files.setLastModifiedTime(jar, FileTime.fromMillis(THEN.toMillis() + 2000));
        assertThat(StartupKey.of(jvm())).isNotEqualTo(before);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(THEN.toMillis() + 400));
        assertThat(StartupKey.of(jvm())).as("the JVM looks at whole seconds").isEqualTo(before);
    }

    private Jvm jvm() {
        return new Jvm(JAVA, List.of("-XX:+UseSerialGC"), List.of(jar));
    }

    private Path write(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return Files.setLastModifiedTime(file, THEN);
    }
}
