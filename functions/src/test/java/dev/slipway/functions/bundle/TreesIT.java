package dev.slipway.functions.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.proof.Comparison;
import dev.slipway.core.proof.GoldenSample;
import dev.slipway.core.proof.OutputTensor;
import dev.slipway.functions.testing.FunctionProcess;
import dev.slipway.functions.testing.NumpyFile;
import dev.slipway.functions.testing.RuntimeApi;
import dev.slipway.functions.testing.TestPackages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models of trees in their own bundle, under AWS's runtime client, answer as Python's libraries did. */
@EnabledOnOs(OS.LINUX)
class TreesIT {

    private static final Path EXAMPLES = Path.of("../examples/trees");
    private static final String ARN = "arn:aws:lambda:local:000000000000:function:trees:live";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "XGBOOST, FP32, diamonds, diamonds/model.ubj, diamonds/samples.jsonl",
        "XGBOOST, FP32, classes, expected/classes.json, ''",
        "LIGHTGBM, FP64, flights, flights/model.txt, flights/samples.jsonl"
    })
    void answersAreEqualToPythons(ModelFormat format, Datatype datatype, String name, String weights, String samples)
            throws IOException {
        NumpyFile rows = NumpyFile.read(EXAMPLES.resolve("expected/" + name + "-rows.npy"));
        NumpyFile expected = NumpyFile.read(EXAMPLES.resolve("expected/" + name + "-answers.npy"));
        assertThat(rows.rows()).isEqualTo(1000).isEqualTo(expected.rows());
        Optional<byte[]> golden =
                samples.isEmpty() ? Optional.empty() : Optional.of(Files.readAllBytes(EXAMPLES.resolve(samples)));
        Digest digest = store(format, datatype, rows, expected, Files.readAllBytes(EXAMPLES.resolve(weights)), golden);
        Map<String, String> variables = Map.of(
                "SLIPWAY_MODEL",
                digest.toString(),
                "SLIPWAY_STORE",
                folder.resolve("store").toString());
        try (RuntimeApi api = new RuntimeApi();
                FunctionProcess function =
                        FunctionProcess.startFamily(format.family(), folder, api, variables, List.of())) {
            double[] answers = ask(api, datatype, rows);

            assertThat(answers).hasSize(expected.values().size());
            for (int i = 0; i < answers.length; i++) {
                assertThat(answers[i])
                        .as("row %d", i / expected.columns())
                        .isCloseTo(
                                expected.values().get(i),
                                within(expected.values().get(i)));
            }
            for (GoldenSample sample : golden.map(GoldenSample::parse).orElse(List.of())) {
                assertThat(Comparison.compare(sample, ask(api, sample))).isEmpty();
            }
            assertThat(function.temporaryFiles()).isEmpty();
            assertThat(function.err()).isEmpty();
        }
    }

    private static Offset<Double> within(double expected) {
        return Offset.offset(1e-6 + 1e-5 * Math.abs(expected));
    }

    private Digest store(
            ModelFormat format,
            Datatype datatype,
            NumpyFile rows,
            NumpyFile expected,
            byte[] weights,
            Optional<byte[]> samples) {
        ModelStore store = new FolderModelStore(folder.resolve("store"));
        List<Descriptor> layers = new ArrayList<>(List.of(TestPackages.layer(store, "model", weights)));
        samples.ifPresent(bytes -> layers.add(TestPackages.layer(store, "samples.jsonl", bytes)));
        List<Long> shape = expected.columns() == 1 ? List.of(-1L) : List.of(-1L, (long) expected.columns());
        Signature signature = new Signature(
                List.of(new TensorSpec("x", datatype, List.of(-1L, (long) rows.columns()))),
                List.of(new TensorSpec("prediction", datatype, shape)));
        return TestPackages.store(
                store,
                new ServingManifest(
                        new ModelName("trees"),
                        format,
                        List.of("model"),
                        samples.map(_ -> "samples.jsonl"),
                        signature,
                        "metadata"),
                layers);
    }

    /** All rows in one call, as binary tensors: JSON has no word for a missing number. */
    private static double[] ask(RuntimeApi api, Datatype datatype, NumpyFile rows) {
        ByteBuffer data =
                ByteBuffer.allocate(rows.values().size() * datatype.width()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : rows.values()) {
            if (datatype == Datatype.FP32) {
                data.putFloat((float) value);
            } else {
                data.putDouble(value);
            }
        }
        byte[] head = ("{\"inputs\":[{\"name\":\"x\",\"shape\":[" + rows.rows() + "," + rows.columns()
                        + "],\"datatype\":\"" + datatype + "\",\"parameters\":{\"binary_data_size\":" + data.capacity()
                        + "}}],\"outputs\":[{\"name\":\"prediction\",\"parameters\":{\"binary_data\":true}}]}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(head.length + data.capacity())
                .put(head)
                .put(data.array())
                .array();
        JsonReader answer = invoke(api, body, "\"inference-header-content-length\":\"" + head.length + "\",");
        byte[] bytes = Base64.getDecoder().decode(answer.text("body"));
        int start = Integer.parseInt(answer.child("headers").text("Inference-Header-Content-Length"));
        ByteBuffer found =
                ByteBuffer.wrap(bytes, start, bytes.length - start).slice().order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[found.remaining() / datatype.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = datatype == Datatype.FP32 ? found.getFloat() : found.getDouble();
        }
        return values;
    }

    private static List<OutputTensor> ask(RuntimeApi api, GoldenSample sample) {
        JsonReader answer = invoke(api, JsonText.canonical(sample.request()), "");
        return OutputTensor.all(JsonReader.parse("answer", answer.text("body").getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonReader invoke(RuntimeApi api, byte[] body, String header) {
        String event = "{\"version\":\"2.0\",\"rawPath\":\"/v2/models/trees/infer\",\"headers\":{" + header
                + "\"host\":\"example.org\"},\"requestContext\":{\"http\":{\"method\":\"POST\"}},\"body\":\""
                + Base64.getEncoder().encodeToString(body) + "\",\"isBase64Encoded\":true}";
        String answer = api.invoke(event, ARN).join();
        JsonReader read = JsonReader.parse("answer", answer.getBytes(StandardCharsets.UTF_8));
        assertThat(read.whole("statusCode")).as(answer).isEqualTo(200);
        return read;
    }
}
