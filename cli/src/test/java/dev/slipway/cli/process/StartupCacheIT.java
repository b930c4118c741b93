package dev.slipway.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start-up caches as a stage and {@code serve} make them and start from them; what tells is what the processes say themselves. */
class StartupCacheIT {

    private static final String FROM = "slipway: start-up cache ";
    private static final String TAKEN = "\"classes_shared\":true";
    private static final String MADE = "slipway: made the start-up cache ";
    private static final String BUSY = "slipway: no start-up cache was made: another process makes one now";

    @TempDir
    private Path folder;

    @Test
    void aStageMakesACacheForTheNextOneAndADamagedOneStopsNoStart() throws Exception {
        Slipway slipway = new Slipway(folder);
        Path cache;
        try (RunningStage first = slipway.upAsPeopleDo()) {
            assertThat(answer(first.url())).isEqualTo(200);
            Await.patientlyUntil("the stage has made a cache", () -> caches().size() == 1);
            cache = caches().iterator().next();
        }
        assertThat(since(Set.of())).contains("slipway: no start-up cache yet: ");

        Set<Path> before = logs();
        try (RunningStage second = slipway.upAsPeopleDo()) {
            assertThat(answer(second.url())).isEqualTo(200);
            Await.until("an environment tells of its start", () -> since(before).contains(TAKEN));
            assertThat(since(before))
                    .contains(FROM + key(cache).substring(0, 12))
                    .doesNotContain("no start-up cache");
        }

        byte[] bytes = Files.readAllBytes(cache);
        for (int i = bytes.length / 2; i < bytes.length / 2 + 100_000; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(cache, bytes);
        Set<Path> beforeDamage = logs();
        try (RunningStage third = slipway.upAsPeopleDo()) {
            assertThat(answer(third.url())).isEqualTo(200);
            assertThat(since(beforeDamage))
                    .contains("slipway: no start-up cache yet: ")
                    .doesNotContain(FROM);
        }
    }

    @Test
    void serveMakesACacheForTheNextStartWhoeverElseIsAtItAndOneThatIsNotTakenIsMadeAnew() throws Exception {
        try (Serving killed = Serving.start(folder, "killed")) {
            Await.until("it trains", () -> killed.children().stream().anyMatch(Serving::isJava));
            List<ProcessHandle> children = killed.children();
            killed.process().destroyForcibly();
            Await.until(
                    "nothing of its training is left", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
        assertThat(caches()).isEmpty();

        try (Serving one = Serving.begin(folder, "one");
                Serving other = Serving.begin(folder, "other")) {
            Await.patientlyUntil("both are done with it", () -> one.isDone() && other.isDone());
            assertThat(one.said() + other.said()).contains(MADE);
        }
        Path cache = caches().iterator().next();
        assertThat(folder.resolve(".slipway/startup")).isDirectoryNotContaining("glob:**draft-*");

        String key = key(cache).substring(0, 12);
        try (Serving next = Serving.start(folder, "next")) {
            Await.until(
                    "it tells of its start",
                    () -> next.said().contains("slipway: started from the start-up cache " + key));
            assertThat(answer(next.url())).isEqualTo(200);
        }

        exchange(cache, "what no JVM takes for a cache of its own".repeat(1000));
        try (Serving refusing = Serving.start(folder, "refusing")) {
            assertThat(answer(refusing.url())).isEqualTo(200);
            Await.patientlyUntil("another is made", refusing::isDone);
            assertThat(refusing.said()).contains("slipway: the JVM did not take the start-up cache " + key, MADE + key);
        }
        try (Serving last = Serving.start(folder, "last")) {
            Await.until(
                    "it starts from that",
                    () -> last.said().contains("slipway: started from the start-up cache " + key));
        }
    }

    /**
     * A command that became the process that serves.
     *
     * @param process its process
     * @param out what it prints for programs
     * @param err what it says
     */
    private record Serving(Process process, Path out, Path err) implements AutoCloseable {

        private static final String READY = "ready ";

        static Serving start(Path folder, String name) {
            Serving serving = begin(folder, name);
            Await.until(
                    "serve is ready: " + serving.err,
                    () -> read(serving.out).contains(READY) || !serving.process.isAlive());
            assertThat(serving.process.isAlive()).as(serving.said()).isTrue();
            return serving;
        }

        static Serving begin(Path folder, String name) {
            Path out = folder.resolve(name + ".out");
            Path err = folder.resolve(name + ".err");
            Process process = new Slipway(folder)
                    .start(
                            out,
                            err,
                            "serve",
                            Slipway.repository("examples/digits/v1").toString(),
                            "--port",
                            "0",
                            "--linger",
                            "0s");
            return new Serving(process, out, err);
        }

        URI url() {
            return URI.create(read(out).lines().findFirst().orElseThrow().substring(READY.length()));
        }

        String said() {
            return read(err);
        }

        boolean isDone() {
            return said().contains(MADE) || said().contains(BUSY);
        }

        List<ProcessHandle> children() {
            return process.descendants().toList();
        }

        static boolean isJava(ProcessHandle process) {
            return process.info().command().orElse("").endsWith("/java");
        }

        @Override
        public void close() {
            process.toHandle().destroy();
            process.onExit().join();
        }
    }

    /** Puts something else in a cache's place, with its sum: no damage that could be seen. */
    private static void exchange(Path cache, String content) throws IOException {
        Files.writeString(cache, content);
        CRC32C sum = new CRC32C();
        sum.update(Files.readAllBytes(cache));
        Files.writeString(
                cache.resolveSibling("sum"),
                Files.size(cache) + " " + HexFormat.of().toHexDigits((int) sum.getValue()));
    }

    private static String key(Path cache) {
        return cache.getName(cache.getNameCount() - 2).toString();
    }

    private Set<Path> caches() {
        return files(folder.resolve(".slipway/startup"), "cache.aot");
    }

    private Set<Path> logs() {
        return files(folder.resolve(".slipway/logs"), ".log");
    }

    /** What was logged in other files than these. */
    private String since(Set<Path> before) {
        return logs().stream()
                .filter(log -> !before.contains(log))
                .map(StartupCacheIT::read)
                .collect(Collectors.joining());
    }

    private static Set<Path> files(Path root, String end) {
        if (!Files.exists(root)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file ->
                            file.toString().endsWith(end) && !file.toString().contains("draft-"))
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            return Set.of(); // something of it went away meanwhile
        }
    }

    private static int answer(URI server) throws IOException, InterruptedException {
        String request = Files.readString(Slipway.repository("examples/digits/request.json"));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(server.resolve("/v2/models/digits/infer"))
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(request))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
