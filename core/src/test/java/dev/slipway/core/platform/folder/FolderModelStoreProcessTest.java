package dev.slipway.core.platform.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder store under processes that die and file systems that refuse: real processes, killed for real. */
class FolderModelStoreProcessTest {

    private static final int LARGE = 3_000_000;
    private static final int SMALL = 2_000;

    @TempDir
    Path folder;

    @Test
    void aWriterKilledInTheMiddleOfABlobLeavesNothingHalfWritten() throws Exception {
        for (int round = 0; round < 3; round++) {
            Process writer = writer(round, LARGE, 3, round);
            try (BufferedReader out = writer.inputReader()) {
                for (String line = out.readLine(); !"halfway".equals(line); line = out.readLine()) {
                    assertThat(published(line)).hasSize(1);
                }
                assertThat(files("incoming")).hasSize(1);
                putSomething(round);
                assertThat(files("incoming"))
                        .as("a living writer's file is not swept")
                        .hasSize(1);
            } finally {
                writer.destroyForcibly().waitFor();
            }
            assertThat(store().packages()).hasSize(round * (round + 1) / 2);
            assertWhole("round " + round);
            putSomething(round + 100);
            assertThat(files("incoming")).as("a dead writer's file is swept").isEmpty();
        }
    }

    @Test
    void writersKilledAnywhereLeaveNothingHalfWritten() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Set<Digest> told = new TreeSet<>();
        for (int round = 0; round < 5; round++) {
            Process writer = writer(random.nextLong(), SMALL, 1_000_000, -1);
            try (BufferedReader out = writer.inputReader()) {
                int until = 1 + random.nextInt(20);
                for (int i = 0; i < until; i++) {
                    told.addAll(published(out.readLine()));
                }
                writer.toHandle().destroyForcibly(); // the process's own method would close its output, too
                out.lines().forEach(line -> told.addAll(published(line)));
            } finally {
                writer.destroyForcibly().waitFor();
            }
            assertWhole("seed " + seed + " round " + round);
        }
        assertThat(store().packages()).as("seed " + seed).containsAll(told);
    }

    @Test
    void writersOfManyProcessesLoseNothing() throws Exception {
        List<Process> writers = new ArrayList<>();
        Set<Digest> told = new TreeSet<>();
        try {
            for (int i = 0; i < 3; i++) {
                writers.add(writer(i, SMALL, 8, -1));
            }
            for (Process writer : writers) {
                try (BufferedReader out = writer.inputReader()) {
                    told.addAll(out.lines()
                            .flatMap(line -> published(line).stream())
                            .toList());
                }
                assertThat(writer.waitFor()).isZero();
            }
        } finally {
            for (Process writer : writers) {
                writer.destroyForcibly().waitFor();
            }
        }

        assertThat(told).hasSize(24);
        assertThat(store().packages()).containsExactlyElementsOf(told);
        assertThat(told).contains(store().tag(StoreWriter.TAG).orElseThrow());
        assertWhole("three writers");
    }

    @Test
    void aFileSystemThatTakesNoMoreIsToldAndNothingIsStored() throws Exception {
        Process writer = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 1000 && exec \"$@\"",
                        "sh",
                        java(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreWriter.class.getName(),
                        store().root().toString(),
                        "1",
                        Integer.toString(LARGE),
                        "2",
                        "-1")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = writer.inputReader()) {
            assertThat(out.lines().toList())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("failed cannot store sha256:")
                            .contains(store().root().toString()));
        } finally {
            writer.destroyForcibly().waitFor();
        }

        assertThat(store().packages()).isEmpty();
        assertThat(files("incoming")).isEmpty();
        assertThat(files("blobs")).isEmpty();
        assertWhole("full");
    }

    private void assertWhole(String when) throws IOException {
        for (Path blob : files("blobs")) {
            Digest digest = new Digest(blob.getFileName().toString());
            assertThat(store().read(digest, LARGE)).as(when).isNotNull(); // throws where it is damaged
        }
        for (Digest digest : store().packages()) {
            Manifest manifest = Manifest.parse(store().read(digest, LARGE));
            for (Descriptor layer : manifest.layers()) {
                assertThat(store().has(layer.digest())).as(when).isTrue();
            }
        }
        assertThat(store().packages()).as(when).containsAll(store().tags().values());
    }

    private void putSomething(int value) {
        byte[] bytes = {(byte) value};
        store().put(Digest.of(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    private FolderModelStore store() {
        return new FolderModelStore(folder.resolve("store"));
    }

    private Process writer(long seed, int size, int packages, int stop) throws IOException {
        return new ProcessBuilder(
                        java(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreWriter.class.getName(),
                        store().root().toString(),
                        Long.toString(seed),
                        Integer.toString(size),
                        Integer.toString(packages),
                        Integer.toString(stop))
                .redirectErrorStream(true)
                .start();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Set<Digest> published(String line) {
        return Stream.of(line)
                .filter(text -> text.startsWith("published sha256:") && text.length() == 81)
                .map(text -> Digest.parse(text.substring("published ".length())))
                .collect(Collectors.toSet());
    }

    private List<Path> files(String name) throws IOException {
        Path below = store().root().resolve(name);
        if (!Files.exists(below)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
