package dev.slipway.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.network.NetworkCounts;
import dev.slipway.core.network.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both doors, each alone in a network of its own: the kernel counts connections of the client, and of a stage's functions to
 * their API, and nothing else that was tried.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has network namespaces")
class NobodyIsCalledIT {

    @TempDir
    private Path folder;

    @Test
    void serveConnectsToNobody() {
        NetworkCounts counts = NetworkNamespace.run(Alone.class, "serve", folder.toString());

        // the client's connection, and no other
        assertThat(counts).isEqualTo(new NetworkCounts(1, 1, 0, 0, 0));
    }

    @Test
    void aStageConnectsToItselfAlone() {
        NetworkCounts counts = NetworkNamespace.run(Alone.class, "up", folder.toString());

        // the client's, and at least one of a function
        assertThat(counts.connects()).isGreaterThan(1);
        assertThat(counts).matches(NetworkCounts::stayedInside);
    }

    /** Opens a door, asks for a prediction, closes it, and prints what the kernel counted. */
    static final class Alone {
        private static final String READY = "ready ";

        private Alone() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[1]);
            Path out = folder.resolve("out");
            Path err = folder.resolve("err");
            String model = Slipway.repository("examples/digits/v1").toString();
            Process door =
                    new Slipway(folder).start(out, err, arguments[0], model, "--port", "0", "--no-startup-cache");
            try (HttpClient http = HttpClient.newHttpClient()) {
                Await.until("it is ready", () -> text(out).contains(READY) || !door.isAlive());
                URI url = URI.create(text(out).lines().findFirst().orElseThrow().substring(READY.length()));
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(url.resolve("/v2/models/digits/infer"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .POST(BodyPublishers.ofFile(Slipway.repository("examples/digits/request.json")))
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(answer.body());
                }
                // ONNX Runtime reports seconds after its start, when this is over; what keeps it from that can be seen.
                if (Stream.concat(Stream.of(door.toHandle()), door.descendants())
                        .noneMatch(Alone::isTold)) {
                    throw new IllegalStateException("nobody told ONNX Runtime to keep to itself");
                }
            } finally {
                door.destroy();
                boolean _ = door.waitFor(30, TimeUnit.SECONDS);
                System.out.print(text(err));
            }
            System.out.println();
            System.out.println(NetworkCounts.read());
        }

        private static boolean isTold(ProcessHandle process) {
            return text(Path.of("/proc", Long.toString(process.pid()), "environ"))
                    .contains("ORT_DISABLE_TELEMETRY=1");
        }

        private static String text(Path file) {
            try {
                return Files.exists(file) ? Files.readString(file) : "";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
