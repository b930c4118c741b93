package dev.slipway.packager.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.Folders;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.Packager;
import dev.slipway.packager.trial.ModelRunner.NotStartedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

    private final MemoryModelStore store = new MemoryModelStore();
    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void aModelFolder() throws IOException {
        folder = Folders.same(temporary.resolve("same"));
    }

    private ModelPackage put() throws IOException {
        ModelPackage read = Packager.read(folder);
        new Packager(store).put(read);
        return read;
    }

    /** Each look at the time takes a millisecond. */
    private Measurement tried(ModelRunner runner, ModelPackage read) {
        return new Trial(runner, store, InstantSource.fixed(NOW), () -> nanos.addAndGet(1_000_000)).run(read);
    }

    private void refused(UnaryOperator<String> spoil, String... words) throws IOException {
        ScriptedRunner runner = new ScriptedRunner(spoil);
        ModelPackage read = put();
        assertThatThrownBy(() -> tried(runner, read))
                .isInstanceOf(ProblemsException.class)
                .message()
                .contains(words);
        assertThat(runner.closed()).isEqualTo(1);
    }

    @Test
    void aModelThatAnswersItsSamplesIsMeasured() throws IOException {
        ScriptedRunner runner = new ScriptedRunner(right -> right);
        ModelPackage read = put();

        Measurement found = tried(runner, read);

        assertThat(found.digest()).isEqualTo(read.digest());
        assertThat(found.samples()).isEqualTo(1);
        assertThat(found.start()).isEqualTo(Duration.ofMillis(1));
        assertThat(found.latency()).hasSizeBetween(10, 500).containsOnly(Duration.ofMillis(1));
        assertThat(JsonText.write(found.json()))
                .contains(
                        "\"start_ms\":1.0,", "\"median\":1.0,", "\"peak_memory\":1048576", "2026-01-02T03:04:05.678Z");
        assertThat(Measurement.Shown.read(JsonReader.of("measurement", found.json()))
                        .medianMillis())
                .isEqualTo(1.0);
        assertThat(runner.closed()).isEqualTo(1);
    }

    @Test
    void aTrialPublishesNothing() throws IOException {
        tried(new ScriptedRunner(right -> right), put());
        assertThat(store.packages()).isEmpty();
    }

    @Test
    void anAnswerBeyondTheToleranceIsToldAtItsLineWithBothValues() throws IOException {
        refused(
                right -> right.replace("[1,2,3,4]}", "[1,2.001,3,4]}"),
                "samples.jsonl:1: output \"y\" at index [0, 1]: the model answers 2.001;"
                        + " expected 2 within 0.00001 + 0.0001 of it");
    }

    @Test
    void anAnswerWithinTheToleranceIsFine() throws IOException {
        assertThat(tried(new ScriptedRunner(right -> right.replace("[1,2,3,4]}", "[1,2.0001,3,4]}")), put())
                        .samples())
                .isEqualTo(1);
    }

    @Test
    void permutedOutputsAreToldAtEverySampleUpToTen() throws IOException {
        Files.writeString(folder.resolve("samples.jsonl"), Folders.SAMPLE.repeat(12));
        refused(
                right -> right.replace("[1,2,3,4]}", "[4,3,2,1]}"),
                "samples.jsonl:1: output \"y\" at index [0, 0]: the model answers 4; expected 1 within",
                "samples.jsonl:10: ",
                "samples.jsonl: 12 answers of 12 samples are otherwise than expected; these are the first 10");
    }

    @Test
    void anOutputThatTheSignatureDoesNotPromiseIsToldOnceWithBothShapes() throws IOException {
        refused(
                right -> right.replace("\"shape\":[1,4]", "\"shape\":[4]"),
                "model.onnx: output \"y\": the model answers FP32 [4]; expected FP32 [-1, 4], as its signature says");
        refused(
                right -> right.replace("\"y\"", "\"z\""),
                "model.onnx: output \"y\": the model answers no such tensor; expected FP32 [-1, 4]");
        refused(right -> right.replace("FP32", "FP64"), "the model answers FP64 [1, 4]; expected FP32 [-1, 4]");
    }

    @Test
    void whatIsNoAnswerIsToldWithItsReason() throws IOException {
        refused(_ -> "", "samples.jsonl:1: the model gave no answer: it crashed");
        refused(_ -> "{\"error\":\"no\"}", "samples.jsonl:1: expected status 200, found 400: {\"error\":\"no\"}");
        refused(_ -> "[]", "samples.jsonl:1: the answer is no V2 response");
    }

    @Test
    void aModelThatDoesNotStartIsToldWithItsReason() throws IOException {
        ModelPackage read = put();
        ModelRunner runner = _ -> {
            throw new NotStartedException("no such operator");
        };
        assertThatThrownBy(() -> tried(runner, read))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("model.onnx: the model cannot be served: no such operator");
    }

    @Test
    void aModelWithoutSamplesMustBeReadyAtLeast() throws IOException {
        Folders.spec(folder, "model: same\nweights: model.onnx\n");
        ScriptedRunner runner = new ScriptedRunner(right -> right);

        Measurement found = tried(runner, put());

        assertThat(runner.asked()).containsExactly("/v2/models/same/ready");
        assertThat(found.samples()).isZero();
        assertThat(found.latency()).isEmpty();
        assertThat(JsonText.write(found.json())).contains("\"latency_ms\":{\"calls\":0}");
    }
}
