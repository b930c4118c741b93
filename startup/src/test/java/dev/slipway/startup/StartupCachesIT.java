package dev.slipway.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.startup.StartupCaches.Busy;
import dev.slipway.startup.StartupCaches.Failed;
import dev.slipway.startup.StartupCaches.Found;
import dev.slipway.startup.StartupCaches.Impossible;
import dev.slipway.startup.StartupCaches.Missing;
import dev.slipway.startup.StartupCaches.Ready;
import dev.slipway.startup.StartupCaches.Trained;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real JVMs, trained and started. */
class StartupCachesIT {

    private static final Path HOME = Path.of(System.getProperty("java.home"));
    private static final Path JAVA = HOME.resolve("bin").resolve("java");

    @TempDir
    private Path folder;

    private Path jar = Path.of("");
    private StartupCaches caches = new StartupCaches(Path.of(""));

    @BeforeEach
    void begin() {
        jar = AppJar.write(folder.resolve("app.jar"), "one");
        caches = new StartupCaches(folder.resolve("startup"));
    }

    @Test
    void aCacheIsMadeOnceAndThenUsed() throws Exception {
        assertThat(caches.find(jvm())).isInstanceOf(Missing.class);
        Trained made = train();
        assertThat(made).isInstanceOf(Ready.class).isEqualTo(caches.find(jvm()));
        assertThat(caches.again(caches.find(jvm()))).isEqualTo(made);
        assertThat(run(((Ready) made).options(), "-Xlog:class+load"))
                .contains("ready one", "App source: shared objects file");
        assertThat(train()).isEqualTo(made);
        assertThat(folder.resolve("startup")).isDirectoryNotContaining("glob:**draft-*");
    }

    @Test
    void aJarThatChangesTakesEffectAtOnceAndHasACacheOfItsOwn() throws Exception {
        Ready before = (Ready) train();
        AppJar.write(jar, "two");
        Found now = caches.find(jvm());
        assertThat(now).isInstanceOf(Missing.class);
        assertThat(run(((Missing) now).options())).contains("ready two");
        Ready after = (Ready) train();
        assertThat(run(after.options(), "-Xlog:class+load")).contains("ready two", "App source: shared objects file");
        assertThat(after.key()).isNotEqualTo(before.key());
    }

    @Test
    void aTrainingThatIsKilledLeavesNothingAndTheNextOneMakesTheCache() throws Exception {
        Exercise killed = new Watching() {
            @Override
            public void hears(String line) {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            }
        };
        assertThat(caches.train(jvm(), trainee(), killed))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.why())
                                .contains("the process in training ended by itself; it said last: ready one"));
        assertThat(caches.find(jvm())).isInstanceOf(Missing.class);
        // as a process that was killed itself would have left it
        Files.writeString(
                Files.createDirectory(folder.resolve("startup").resolve("draft-9"))
                        .resolve("made.aot"),
                "half");
        assertThat(train()).isInstanceOf(Ready.class);
        assertThat(folder.resolve("startup")).isDirectoryNotContaining("glob:**draft-*");
    }

    @Test
    void oneTrainsAtATime() throws Exception {
        CompletableFuture<Trained> second = new CompletableFuture<>();
        Exercise meanwhile = new Watching() {
            @Override
            public void hears(String line) {
                try {
                    second.complete(
                            new StartupCaches(folder.resolve("startup")).train(jvm(), trainee(), new HearsReady()));
                    done().complete(null);
                } catch (InterruptedException e) {
                    done().completeExceptionally(e);
                }
            }
        };
        assertThat(caches.train(jvm(), trainee(), meanwhile)).isInstanceOf(Ready.class);
        assertThat(second).isCompletedWithValue(new Busy());
    }

    @Test
    void aDiskThatIsFullLeavesNoCacheAndSaysWhy() throws Exception {
        Jvm cramped = new Jvm(javaThatWritesNoMoreThan(2048), List.of("-XX:+UseSerialGC"), List.of(jar));
        assertThat(caches.train(cramped, trainee(), new HearsReady())).isInstanceOf(Failed.class);
        assertThat(caches.find(cramped)).isInstanceOf(Missing.class);
        try (Stream<Path> files = Files.walk(folder.resolve("startup"))) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".aot"));
        }
    }

    @Test
    void aCacheThatIsDamagedIsNotUsedAndMadeAnew() throws Exception {
        Ready made = (Ready) train();
        byte[] bytes = Files.readAllBytes(made.cache());
        for (int i = bytes.length / 3; i < bytes.length / 3 + 4096; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(made.cache(), bytes);
        Found found = caches.find(jvm());
        assertThat(found).isInstanceOf(Missing.class);
        assertThat(run(((Missing) found).options())).contains("ready one");
        Ready again = (Ready) train();
        assertThat(run(again.options(), "-Xlog:class+load")).contains("App source: shared objects file");
    }

    @Test
    void aJvmThatRefusesItsCacheSharesNoClassesAndIsNotGivenItAgain() throws Exception {
        Ready made = (Ready) train();
        assertThat(run(made.options(), "-XX:-UseCompressedOops")).contains("shares classes: false");
        assertThat(run(made.options())).contains("shares classes: true");
        caches.refused(made);
        assertThat(caches.again(made)).isInstanceOf(Missing.class);
    }

    @Test
    void whoIsInterruptedEndsTheTrainingAndWhateverItStarted() throws Exception {
        CompletableFuture<List<ProcessHandle>> all = new CompletableFuture<>();
        Exercise never = new Watching() {
            @Override
            public void hears(String line) {
                if (line.startsWith("ready")) {
                    all.complete(ProcessHandle.current().descendants().toList());
                }
            }
        };
        Jvm parent = parent();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                caches.train(parent, trainee(), never);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        List<ProcessHandle> started = all.get(60, TimeUnit.SECONDS);
        assertThat(started).as("java, the one it started, and the watcher").hasSizeGreaterThanOrEqualTo(3);
        thread.interrupt();
        thread.join();
        for (ProcessHandle each : started) {
            each.onExit().get(60, TimeUnit.SECONDS);
        }
        assertThat(folder.resolve("startup")).isDirectoryNotContaining("glob:**draft-*");
    }

    @Test
    void ctrlCInATerminalIsNotForTheTraining() throws Exception {
        Exercise interrupted = new Watching() {
            @Override
            public void hears(String line) {
                ProcessHandle.current().descendants().forEach(each -> signal("INT", each));
                done().complete(null);
            }
        };
        assertThat(caches.train(jvm(), trainee(), interrupted)).isInstanceOf(Ready.class);
    }

    private static void signal(String name, ProcessHandle to) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + to.pid())
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFolderThatCannotBeMadeCostsTheCacheAndNothingElse() throws Exception {
        StartupCaches nowhere =
                new StartupCaches(Files.writeString(folder.resolve("file"), "").resolve("startup"));
        assertThat(nowhere.find(jvm())).isInstanceOf(Impossible.class);
        assertThat(nowhere.train(jvm(), trainee(), new HearsReady())).isInstanceOf(Failed.class);
    }

    @Test
    void aJarThatIsNotThereIsNamed() {
        Jvm jvm = new Jvm(JAVA, List.of(), List.of(folder.resolve("gone.jar")));
        assertThat(caches.find(jvm))
                .isInstanceOfSatisfying(
                        Impossible.class, none -> assertThat(none.why()).contains("gone.jar is no file"));
    }

    private Jvm jvm() {
        return new Jvm(JAVA, List.of("-XX:+UseSerialGC"), List.of(jar));
    }

    private Trainee trainee() {
        return new Trainee(List.of(), AppJar.MAIN, List.of(), Optional.of(Map.of()), folder, 0);
    }

    private Trained train() throws InterruptedException {
        return caches.train(jvm(), trainee(), new HearsReady());
    }

    /** Starts the program so, and answers what it printed. */
    private String run(List<String> options, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(options);
        command.addAll(List.of(more));
        command.addAll(List.of(AppJar.MAIN, "and", "end"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    /** A program that starts itself once more, as a JVM in training starts the one that writes the cache. */
    private Jvm parent() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("jdk").resolve("bin"));
        Files.copy(HOME.resolve("release"), folder.resolve("jdk").resolve("release"));
        Path java = Files.writeString(
                bin.resolve("java"), "#!/bin/sh\nsh -c 'echo ready; sleep 600; :' &\nsh -c 'sleep 600; :'\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return new Jvm(java, List.of("-XX:+UseSerialGC"), List.of(jar));
    }

    /** A JVM in a home of its own for which each file ends after so many blocks of 512 bytes. */
    private Path javaThatWritesNoMoreThan(int blocks) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("jdk").resolve("bin"));
        Files.copy(HOME.resolve("release"), folder.resolve("jdk").resolve("release"));
        Path java = Files.writeString(
                bin.resolve("java"), "#!/bin/sh\ntrap '' XFSZ\nulimit -f " + blocks + "\nexec '" + JAVA + "' \"$@\"\n");
        return Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    /** An exercise that ends when its test says so. */
    private abstract static class Watching implements Exercise {

        private final CompletableFuture<Void> done = new CompletableFuture<>();

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public CompletableFuture<Void> done() {
            return done;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
