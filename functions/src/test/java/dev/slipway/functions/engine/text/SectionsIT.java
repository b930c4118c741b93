package dev.slipway.functions.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.proof.GoldenSample;
import dev.slipway.core.proof.HttpAnswer;
import dev.slipway.core.proof.OutputTensor;
import dev.slipway.core.proof.Tolerance;
import dev.slipway.functions.testing.ExampleFunction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The text classifier in its bundle answers as Python's tokenizers and ONNX Runtime do, and unpacks nothing to do so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SectionsIT {

    private static final long SECTIONS = 16;

    private static final ServingManifest SERVING = new ServingManifest(
            new ModelName("sections"),
            ModelFormat.TEXT_ONNX,
            List.of("model.onnx", "tokenizer.json"),
            Optional.of("samples.jsonl"),
            new Signature(
                    List.of(new TensorSpec("text", Datatype.BYTES, List.of(-1L))),
                    List.of(
                            new TensorSpec("label", Datatype.BYTES, List.of(-1L)),
                            new TensorSpec("probabilities", Datatype.FP32, List.of(-1L, SECTIONS)))),
            "metadata");

    @TempDir
    private static Path folder;

    private ExampleFunction function;

    @BeforeAll
    void start() throws IOException {
        function = ExampleFunction.start(SERVING, folder, "sections/v1");
    }

    @AfterAll
    void stop() {
        function.close();
    }

    @Test
    void everyGoldenSampleIsAnsweredAndNothingIsUnpacked() throws IOException {
        assertThat(function.samples())
                .hasSizeGreaterThan(20)
                .allSatisfy(sample -> assertThat(function.ask(sample)).isEmpty());

        assertThat(function.process().temporaryFiles()).isEmpty();
        assertThat(function.home()).doesNotExist();
        assertThat(function.process().err()).isEmpty();
    }

    @Test
    void aThousandTextsAreAnsweredAsPythonAnswersThem() throws IOException {
        List<JsonReader> batches = function.expected();

        assertThat(batches.stream()
                        .mapToInt(batch -> batch.texts("text").size())
                        .sum())
                .isEqualTo(1000);
        assertThat(batches)
                .allSatisfy(batch -> assertThat(function.ask(sample(batch))).isEmpty());
    }

    private static GoldenSample sample(JsonReader batch) {
        List<String> texts = batch.texts("text");
        long count = texts.size();
        return new GoldenSample(
                1,
                ExampleFunction.request(ExampleFunction.tensor("text", "BYTES", List.of(count), Json.texts(texts))),
                List.of(
                        new OutputTensor("label", Datatype.BYTES, List.of(count), batch.items("label")),
                        new OutputTensor(
                                "probabilities",
                                Datatype.FP32,
                                List.of(count, SECTIONS),
                                batch.items("probabilities"))),
                Tolerance.DEFAULT);
    }

    @Test
    void noTextAtAllIsAnAnswerOfNoRows() {
        HttpAnswer answer = function.ask(
                ExampleFunction.request(ExampleFunction.tensor("text", "BYTES", List.of(0L), Json.array(List.of()))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"shape\":[0,16]");
    }

    @Test
    void bytesThatAreNoUtf8AreTheClientsFaultAndTheTensorIsNamed() throws IOException {
        byte[] wrong = {'o', 'k', (byte) 0xC3, '('};

        HttpAnswer answer = function.send(binary(List.of("a game".getBytes(StandardCharsets.UTF_8), wrong)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("input \\\"text\\\" is no UTF-8 at [1], byte 2; expected texts in UTF-8");
    }

    @Test
    void textsMayComeAsBinaryTensors() throws IOException {
        HttpAnswer answer = function.send(binary(List.of("音楽を再生する".getBytes(StandardCharsets.UTF_8), new byte[0])));

        assertThat(answer.status()).isEqualTo(200);
    }

    /** An event whose body has the texts in the protocol's binary form: each after its length, in 32 bits. */
    private byte[] binary(List<byte[]> texts) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (byte[] text : texts) {
            data.write(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(text.length)
                    .array());
            data.write(text);
        }
        byte[] json = ExampleFunction.text(ExampleFunction.request(Json.object()
                        .with("name", Json.of("text"))
                        .with("datatype", Json.of("BYTES"))
                        .with("shape", Json.array(List.of(Json.of(texts.size()))))
                        .with("parameters", Json.object().with("binary_data_size", Json.of(data.size())))))
                .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(json);
        body.write(data.toByteArray());
        String path = "/v2/models/" + function.model() + "/infer";
        return ExampleFunction.text(Json.object()
                        .with("version", Json.of("2.0"))
                        .with("rawPath", Json.of(path))
                        .with(
                                "headers",
                                Json.object()
                                        .with("content-type", Json.of("application/octet-stream"))
                                        .with(
                                                "inference-header-content-length",
                                                Json.of(Integer.toString(json.length))))
                        .with(
                                "requestContext",
                                Json.object()
                                        .with(
                                                "http",
                                                Json.object()
                                                        .with("method", Json.of("POST"))
                                                        .with("path", Json.of(path)))
                                        .with("stage", Json.of("$default")))
                        .with("body", Json.of(Base64.getEncoder().encodeToString(body.toByteArray())))
                        .with("isBase64Encoded", Json.of(true)))
                .getBytes(StandardCharsets.UTF_8);
    }
}
