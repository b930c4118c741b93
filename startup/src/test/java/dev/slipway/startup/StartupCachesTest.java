package dev.slipway.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.startup.StartupCaches.Failed;
import dev.slipway.startup.StartupCaches.Impossible;
import dev.slipway.startup.StartupCaches.Missing;
import dev.slipway.startup.StartupCaches.NoRoom;
import dev.slipway.startup.StartupCaches.Ready;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is decided before a process is started. */
class StartupCachesTest {

    @TempDir
    private Path folder;

    private Jvm jvm = new Jvm(Path.of("java"), List.of(), List.of(Path.of("app.jar")));

    @BeforeEach
    void begin() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        jvm = new Jvm(java, List.of(), List.of(Files.writeString(folder.resolve("app.jar"), "one")));
    }

    @Test
    void whereMemoryIsShortNothingIsBegunAndTheRoomIsTold() throws Exception {
        Path proc = Files.createDirectories(folder.resolve("proc"));
        Files.writeString(proc.resolve("meminfo"), "MemAvailable:    614400 kB\n");
        StartupCaches cramped = new StartupCaches(folder.resolve("startup"), new ControlGroups(proc, folder));

        long most = (600L << 20) - StartupCaches.WRITING;
        assertThat(cramped.train(jvm, trainee(most + 1), new HearsReady()))
                .isEqualTo(new NoRoom("it may take 600 MB of memory, and 600 MB are free"));
        assertThat(folder.resolve("startup")).doesNotExist();
    }

    @Test
    void aNameOfWhichTwoCachesWereRefusedGetsNoOther() throws Exception {
        StartupCaches caches = new StartupCaches(folder.resolve("startup"));
        CacheFolder files = new CacheFolder(folder.resolve("startup"));
        Missing missing = (Missing) caches.find(jvm);
        for (int i = 0; i < StartupCaches.MOST_REFUSALS; i++) {
            assertThat(caches.again(missing)).isEqualTo(missing);
            files.keep(missing.key(), Files.writeString(files.draft().resolve("made.aot"), "cache " + i));
            Ready ready = (Ready) caches.find(jvm);
            caches.refused(ready);
            caches.refused(ready);
        }
        assertThat(caches.find(jvm))
                .isInstanceOfSatisfying(
                        Impossible.class, none -> assertThat(none.why()).contains("took none of 2", "remove "));
        assertThat(caches.train(jvm, trainee(0), new HearsReady())).isInstanceOf(Failed.class);
    }

    @Test
    void aCacheThatAProcessCrashedOfWhileItStartedIsPutAwayOnceAndNoOther() throws Exception {
        StartupCaches caches = new StartupCaches(folder.resolve("startup"));
        CacheFolder files = new CacheFolder(folder.resolve("startup"));
        Missing missing = (Missing) caches.find(jvm);
        files.keep(missing.key(), Files.writeString(files.draft().resolve("made.aot"), "a cache"));
        Ready ready = (Ready) caches.find(jvm);

        Path afterwards = crashFile(caches.begins(ready, 17));
        caches.began(ready.key(), 17);
        Files.writeString(afterwards, "it crashed when it had served for a day");
        crashFile(caches.begins(ready, 18)); // and was killed: nothing is written
        assertThat(caches.crashed(ready)).isEmpty();
        assertThat(caches.find(jvm)).isEqualTo(ready);

        Path crash = crashFile(caches.begins(ready, 17));
        assertThat(crash).isEqualTo(afterwards).doesNotExist();
        Files.writeString(crash, "SIGSEGV");
        assertThat(caches.crashed(ready)).contains(crash);
        assertThat(caches.again(ready)).isEqualTo(missing);
        assertThat(caches.crashed(ready)).isEmpty();
    }

    private static Path crashFile(List<String> options) {
        assertThat(options).singleElement().asString().startsWith("-XX:ErrorFile=");
        return Path.of(options.getFirst().substring("-XX:ErrorFile=".length()));
    }

    @Test
    void whoIsInterruptedWhileItReadsIsToldOfThatAndOfNoFailure() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new StartupCaches(folder.resolve("startup")).train(jvm, trainee(0), new HearsReady()))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private Trainee trainee(long memory) {
        return new Trainee(List.of(), AppJar.MAIN, List.of(), Optional.of(Map.of()), folder, memory);
    }
}
