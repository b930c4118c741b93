package dev.slipway.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.process.S3Door.Request;
import dev.slipway.cli.process.Slipway.Ended;
import dev.slipway.core.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Packages to S3 and back by the command: what is sent, what a killed push leaves, and who wins a tag. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3IT {

    /** A push killed at each request takes minutes; some of them are killed where no step is set. */
    private static final int STEP = Integer.getInteger("slipway.kill.step", 0);

    private static final List<String> CREDENTIALS =
            List.of("-Daws.accessKeyId=test", "-Daws.secretAccessKey=test", "-Daws.disableEc2Metadata=true");

    @TempDir
    private static Path folder = Path.of("");

    private S3Door door;
    private S3Objects objects;
    private Slipway slipway;
    private final AtomicInteger places = new AtomicInteger();
    private String place = "";
    private String signed = "";
    private String other = "";

    @BeforeAll
    void aSignedPackageAndAnotherOne() throws IOException {
        door = new S3Door(Files.createDirectories(folder.resolve("s3")));
        objects = new S3Objects(door);
        slipway = new Slipway(folder, CREDENTIALS);
        Path model = Files.createDirectories(folder.resolve("digits"));
        Path example = Slipway.repository("examples/digits/v1");
        try (Stream<Path> files = Files.list(example)) {
            for (Path file : files.toList()) {
                Files.copy(file, model.resolve(example.relativize(file)));
            }
        }
        done(slipway.run("key", "release"));
        signed = done(slipway.run("package", "digits", "--no-trial", "--tag", "one", "--sign", "release.key"));
        Files.writeString(model.resolve("README.md"), "# digits, described in other words\n");
        other = done(slipway.run("package", "digits", "--no-trial", "--tag", "two", "--sign", "release.key"));
        assertThat(other).isNotEqualTo(signed);
    }

    @BeforeEach
    void aPlaceThatNobodyUsed() {
        place = "s3://" + S3Door.BUCKET + "/it-" + places.incrementAndGet();
        door.watch(S3Door.OPEN);
    }

    @AfterAll
    void close() {
        door.close();
    }

    @Test
    void aSignedPackageGoesThereAndBackAndIsCheckedAndComparedWhereItIs() throws IOException {
        done(slipway.run(s3("push", "digits:one", "--to", "--tag", "stable", "--json")));
        Files.writeString(
                folder.resolve("stages.yaml"),
                "stages: {local: {window: 1s, signing: {required: true, keys: [release.pub]}}}\n");

        Ended verified = slipway.run(s3("verify", "digits:stable", "--store"));
        assertThat(done(verified)).startsWith(signed + " is whole");
        assertThat(verified.err()).contains("is by the trusted key");
        assertThat(done(slipway.run(s3("inspect", "digits:stable", "--store", "--json"))))
                .contains("\"digest\":\"" + signed + "\"");
        assertThat(done(slipway.run(s3("diff", "digits:stable", "--store", "digits"))))
                .contains("weights     the same", "file        README.md");

        done(slipway.run(s3("pull", "digits:stable", "--from", "--home", "elsewhere/.slipway")));
        Ended there = slipway.run("verify", signed, "--home", "elsewhere/.slipway");
        assertThat(done(there)).startsWith(signed + " is whole");
    }

    @Test
    void aPushWithOnlyTheCardChangedSendsTheCardAndWhatNamesItAndTheSameAgainSendsNothing() {
        done(slipway.run(s3("push", "digits:one", "--to")));

        door.watch(S3Door.OPEN);
        JsonReader told = json(done(slipway.run(s3("push", "digits:two", "--to", "--json"))));
        int sent = door.requests().stream()
                .filter(Request::stores)
                .mapToInt(Request::size)
                .sum();
        assertThat(sent).isPositive().isLessThan(20_000);
        assertThat(told.whole("bytes")).isPositive().isLessThan(10_000);

        door.watch(S3Door.OPEN);
        assertThat(json(done(slipway.run(s3("push", "digits:two", "--to", "--json"))))
                        .whole("bytes"))
                .isZero();
        assertThat(door.requests()).noneMatch(Request::stores);
    }

    @Test
    void aFlippedBlobIsNamedByVerifyAndNotPulledAndMendedByTheNextPush() throws IOException {
        done(slipway.run(s3("push", "digits:one", "--to")));
        String weights = objects.keys(key()).stream()
                .filter(key -> objects.read(key).contains("LinearClassifier"))
                .findFirst()
                .orElseThrow();
        objects.flip(weights);
        String blob = "sha256:" + weights.substring(weights.lastIndexOf('/') + 1);

        Ended verified = slipway.run(s3("verify", signed, "--store"));
        assertThat(verified.exit()).isEqualTo(1);
        assertThat(verified.err()).contains("model.onnx " + blob, signed + " is not to be used");
        Ended pulled = slipway.run(s3("pull", signed, "--from", "--home", "mended/.slipway"));
        assertThat(pulled.exit()).isEqualTo(1);
        assertThat(pulled.err()).contains(blob);
        assertThat(slipway.run("verify", signed, "--home", "mended/.slipway").exit())
                .isNotZero();

        done(slipway.run(s3("push", "digits:one", "--to")));
        assertThat(done(slipway.run(s3("verify", signed, "--store")))).startsWith(signed + " is whole");
    }

    @Test
    void aPushKilledAtAnyRequestEndsCompleteWithNothingTwiceWhenRunAgain() throws Exception {
        String[] push = s3("push", "digits:one", "--to", "--tag", "stable");
        done(slipway.run(push));
        int all = door.requests().size();
        Map<String, String> whole = objects.all(key());
        assertThat(all).isGreaterThan(40);
        int step = STEP > 0 ? STEP : all / 4;
        for (int at = 1 + (STEP > 0 ? 0 : step / 2); at <= all; at += step) {
            aPlaceThatNobodyUsed();
            String[] again = s3("push", "digits:one", "--to", "--tag", "stable");
            killAt(at, again);

            done(slipway.run(again));

            assertThat(objects.all(key()))
                    .as("killed at request %s of %s", at, all)
                    .isEqualTo(whole);
            assertThat(objects.uploads()).doesNotContain("<Upload>");
        }
    }

    /** Every other time the request is still done, and only its answer is lost. */
    private void killAt(int at, String... command) throws Exception {
        CompletableFuture<Process> pusher = new CompletableFuture<>();
        door.watch((number, request, pass) -> {
            if (number < at) {
                pass.through();
            } else if (number == at) {
                if (at % 2 == 0) {
                    pass.lost();
                }
                pusher.join().destroyForcibly().onExit().join();
            }
        });
        Process process = slipway.start(folder.resolve("killed.out"), folder.resolve("killed.err"), command);
        pusher.complete(process);
        assertThat(process.waitFor()).isEqualTo(137);
        door.watch(S3Door.OPEN);
    }

    @Test
    void ofTwoWhoPushOneTagAtTheSameTimeOneWinsAndTheOtherIsTold() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger moves = new AtomicInteger();
        door.watch((number, request, pass) -> {
            if (request.method().equals("PUT")
                    && request.text().contains("digits:stable")
                    && moves.incrementAndGet() <= 2) {
                meet(both);
            }
            pass.through();
        });
        List<Process> pushers = new ArrayList<>();
        for (String tag : List.of("one", "two")) {
            pushers.add(slipway.start(
                    folder.resolve(tag + ".out"),
                    folder.resolve(tag + ".err"),
                    s3("push", "digits:" + tag, "--to", "--tag", "stable")));
        }
        int first = pushers.get(0).waitFor();
        int second = pushers.get(1).waitFor();

        assertThat(List.of(first, second)).containsExactlyInAnyOrder(0, 1);
        String winner = first == 0 ? signed : other;
        String told = Files.readString(folder.resolve((first == 0 ? "two" : "one") + ".err"));
        assertThat(told).contains("digits:stable", winner);
        assertThat(done(slipway.run(s3("verify", "digits:stable", "--store")))).startsWith(winner + " is whole");
        assertThat(done(slipway.run(s3("verify", first == 0 ? other : signed, "--store"))))
                .as("the package of who lost the tag is there all the same")
                .contains("is whole");
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A command's words, with the place in S3 after the option that takes it. */
    private String[] s3(String... words) {
        List<String> all = new ArrayList<>();
        for (String word : words) {
            all.add(word);
            if (List.of("--to", "--from", "--store").contains(word)) {
                all.addAll(List.of(place, "--region", "eu-west-1", "--endpoint", door.endpoint()));
            }
        }
        return all.toArray(String[]::new);
    }

    private String key() {
        return place.substring(("s3://" + S3Door.BUCKET + "/").length()) + "/";
    }

    private static String done(Ended ended) {
        assertThat(ended.exit()).as(ended.err()).isZero();
        return ended.out().strip();
    }

    private static JsonReader json(String text) {
        return JsonReader.parse("output", text.getBytes(StandardCharsets.UTF_8));
    }
}
