package dev.slipway.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.Trust;
import dev.slipway.startup.StartupCaches.Found;
import dev.slipway.startup.StartupCaches.Impossible;
import dev.slipway.startup.StartupCaches.Missing;
import dev.slipway.startup.StartupCaches.Ready;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServeLaunchTest {

    private static final Path WORDS = Path.of("/home/startup/key/words");

    private static List<String> command(Found startup) {
        return command(startup, false);
    }

    private static List<String> command(Found startup, boolean scratch) {
        return new ServeLaunch(Path.of("/jdk/bin/java"), Path.of("/bundle"), Path.of("/server"))
                .command(
                        startup,
                        new Stock(Path.of("/home/store"), Digest.of(new byte[0]), scratch),
                        new ServeLaunch.Door("127.0.0.1", 8080, null, null, Duration.ofSeconds(5)),
                        Trust.ANYBODY);
    }

    @Test
    void aProcessThatStartsFromACacheIsToldSoThatItCanSeeWhetherItsJvmTookIt() {
        assertThat(command(new Ready("key", Path.of("/home/startup/key/cache.aot"), WORDS, "1 2")))
                .startsWith("/jdk/bin/java", "@" + WORDS, "-XX:AOTCache=/home/startup/key/cache.aot")
                .containsSubsequence("dev.slipway.serve.Main", "--startup", WORDS.toString(), "--cached", "yes");
    }

    @Test
    void aProcessWithoutACacheIsToldWhereToMakeOne() {
        assertThat(command(new Missing("key", WORDS)))
                .startsWith("/jdk/bin/java", "@" + WORDS)
                .containsSubsequence("dev.slipway.serve.Main", "--startup", WORDS.toString())
                .doesNotContain("--cached");
    }

    @Test
    void whereNoneCanBeMadeFlagsAndClassPathAreSpelledOut() {
        assertThat(command(new Impossible("turned off")))
                .containsSubsequence("-cp", "/bundle/lib/*:/server/lib/*", "dev.slipway.serve.Main")
                .doesNotContain("--startup", "--cached");
    }

    @Test
    void aStoreOfItsOwnIsTheProcessesToRemove() {
        Found none = new Impossible("turned off");
        assertThat(command(none, true)).containsSubsequence("--store", "/home/store", "--scratch", "yes");
        assertThat(command(none)).containsSubsequence("--linger", "5s").doesNotContain("--scratch");
    }
}
