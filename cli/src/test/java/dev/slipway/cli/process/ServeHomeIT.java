package dev.slipway.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.process.Slipway.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code slipway serve} needs of its surroundings. */
class ServeHomeIT {

    private static final String MODEL = Slipway.repository("examples/digits/v1").toString();
    private static final String READY = "ready ";

    @TempDir
    private Path folder;

    @Test
    void aPortThatSomebodyHasIsToldBeforeAnythingIsDone() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            Ended ended = new Slipway(folder).run("serve", MODEL, "--port", port);

            assertThat(ended.exit()).isEqualTo(1);
            assertThat(ended.err()).contains("--port " + port + ": cannot listen at 127.0.0.1:" + port);
            assertThat(folder.resolve(".slipway/store")).doesNotExist();
        }
    }

    @Test
    void aFolderIsServedWhereTheHomeCannotBeWritten() throws Exception {
        Path out = folder.resolve("serve.out");
        Path err = folder.resolve("serve.err");
        Process serve = new Slipway(folder)
                .start(out, err, "serve", MODEL, "--port", "0", "--linger", "0s", "--home", "/proc/slipway");
        try (HttpClient http = HttpClient.newHttpClient()) {
            Await.until("serve is ready: " + err, () -> text(out).contains(READY) || !serve.isAlive());
            assertThat(serve.isAlive()).as(text(err)).isTrue();
            URI url = URI.create(text(out).lines().findFirst().orElseThrow().substring(READY.length()));

            assertThat(http.send(
                                    HttpRequest.newBuilder(url.resolve("/v2/models/digits"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);

            String said = text(err)
                    .lines()
                    .filter(line -> line.contains("packaged into"))
                    .findFirst()
                    .orElseThrow();
            Path scratch = Path.of(said.replaceFirst(".*packaged into (\\S+),.*", "$1"));
            assertThat(scratch.getFileName().toString()).startsWith("slipway-serve-");
            assertThat(scratch).doesNotExist();
            serve.toHandle().destroy();
            assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            serve.destroyForcibly();
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
