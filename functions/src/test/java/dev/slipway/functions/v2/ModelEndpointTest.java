package dev.slipway.functions.v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.tensor.PredictionException;
import dev.slipway.functions.tensor.Predictor;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.TensorMemory;
import dev.slipway.functions.tensor.UnsupportedTensorException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelEndpointTest {

    private static final Digest DIGEST = Digest.of(new byte[0]);

    private static final Signature SIGNATURE = new Signature(
            List.of(new TensorSpec("x", Datatype.FP32, List.of(-1L, 2L))),
            List.of(new TensorSpec("y", Datatype.FP32, List.of(-1L, 2L))));

    private static final String REQUEST =
            "{\"id\":\"r\",\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[1,2]}]}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET  | /v2                             | 200 | {"name":"slipway","version":"1.2","extensions":["binary_tensor_data","model_configuration","model_repository"]}
            GET  | /v2/                            | 200 | {"name":"slipway","version":"1.2","extensions":["binary_tensor_data","model_configuration","model_repository"]}
            GET  | /v2/health/live                 | 200 | {"live":true,"ready":true,"mood":"good"}
            GET  | /v2/health/ready                | 200 | {"live":true,"ready":true,"mood":"good"}
            GET  | /v2/models/echo/ready           | 200 | {"name":"echo","ready":true}
            GET  | /v2/models/echo/versions/4/ready | 200 | {"name":"echo","ready":true}
            GET  | /v2/models/echo                 | 200 | {"name":"echo","versions":["4"],"platform":"onnx_onnxv1","inputs":[{"name":"x","datatype":"FP32","shape":[-1,2]}],"outputs":[{"name":"y","datatype":"FP32","shape":[-1,2]}]}
            GET  | /v2/models/echo/versions/4      | 200 | {"name":"echo","versions":["4"],"platform":"onnx_onnxv1","inputs":[{"name":"x","datatype":"FP32","shape":[-1,2]}],"outputs":[{"name":"y","datatype":"FP32","shape":[-1,2]}]}
            GET  | /v2/models/echo/                | 200 | {"name":"echo","versions":["4"],"platform":"onnx_onnxv1","inputs":[{"name":"x","datatype":"FP32","shape":[-1,2]}],"outputs":[{"name":"y","datatype":"FP32","shape":[-1,2]}]}
            GET  | /v2/models/echo/config          | 200 | {"name":"echo","platform":"onnx_onnxv1","backend":"slipway","max_batch_size":0,"input":[{"name":"x","data_type":"TYPE_FP32","dims":[-1,2]}],"output":[{"name":"y","data_type":"TYPE_FP32","dims":[-1,2]}]}
            POST | /v2/repository/index            | 200 | [{"name":"echo","version":"4","state":"READY","reason":""}]
            GET  | /v2/repository/index            | 405 | {"error":"GET is not allowed here; expected POST"}
            POST | /v2/repository                  | 404 | {"error":"no path \\"/v2/repository\\" here; predictions are answered at POST /v2/models/echo/infer"}
            POST | /v2/models/echo/infer           | 200 | {"model_name":"echo","model_version":"4","id":"r","outputs":[{"name":"y","shape":[1,2],"datatype":"FP32","data":[1.0,2.0]}]}
            POST | /v2/models/echo/versions/4/infer | 200 | {"model_name":"echo","model_version":"4","id":"r","outputs":[{"name":"y","shape":[1,2],"datatype":"FP32","data":[1.0,2.0]}]}
            GET  | /                               | 404 | {"error":"no path \\"/\\" here; predictions are answered at POST /v2/models/echo/infer"}
            GET  | /v1/models/echo                 | 404 | {"error":"no path \\"/v1/models/echo\\" here; predictions are answered at POST /v2/models/echo/infer"}
            GET  | /v2/models                      | 404 | {"error":"no path \\"/v2/models\\" here; predictions are answered at POST /v2/models/echo/infer"}
            GET  | /v2/health                      | 404 | {"error":"no path \\"/v2/health\\" here; predictions are answered at POST /v2/models/echo/infer"}
            POST | /v2/models/echo/predict         | 404 | {"error":"no path \\"/v2/models/echo/predict\\" here; predictions are answered at POST /v2/models/echo/infer"}
            POST | /v2/models/other/infer          | 404 | {"error":"no model \\"other\\" here; this endpoint serves \\"echo\\""}
            POST | /v2/models/echo/versions/5/infer | 404 | {"error":"version \\"5\\" of model \\"echo\\" does not answer here; this is version \\"4\\""}
            GET  | /v2/models/echo/versions        | 404 | {"error":"no path \\"/v2/models/echo/versions\\" here; predictions are answered at POST /v2/models/echo/infer"}
            GET  | /v2/models/echo/infer           | 405 | {"error":"GET is not allowed here; expected POST"}
            PUT  | /v2/models/echo                 | 405 | {"error":"PUT is not allowed here; expected GET"}
            POST | /v2/health/live                 | 405 | {"error":"POST is not allowed here; expected GET"}
            """)
    void everyPathOfTheProtocolHasItsAnswer(String method, String path, int status, String body) {
        HttpAnswer answer = echo().answer(call(method, path, Map.of(), REQUEST.getBytes(StandardCharsets.UTF_8)));

        assertThat(text(answer)).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void everyAnswerNamesVersionDigestAndRequest() {
        for (String path : List.of("/v2", "/v2/models/echo/infer", "/nowhere", "/v2/models/other")) {
            assertThat(echo().answer(call("GET", path, Map.of(), new byte[0])).headers())
                    .containsEntry("Slipway-Version", "4")
                    .containsEntry("Slipway-Digest", DIGEST.toString())
                    .containsEntry("Slipway-Request-Id", "call-1")
                    .containsEntry("Content-Type", "application/json");
        }
    }

    @Test
    void aWrongVerbIsToldTheRightOnes() {
        assertThat(echo().answer(call("GET", "/v2/models/echo/infer", Map.of(), new byte[0]))
                        .headers())
                .containsEntry("Allow", "POST");
    }

    @Test
    void whoeverMayGetMayAskWithHead() {
        for (String path : List.of("/v2", "/v2/health/ready", "/v2/models/echo", "/v2/models/echo/ready")) {
            assertThat(echo().answer(call("HEAD", path, Map.of(), new byte[0])).status())
                    .as(path)
                    .isEqualTo(200);
            assertThat(echo().answer(call("PUT", path, Map.of(), new byte[0])).headers())
                    .as(path)
                    .containsEntry("Allow", "GET, HEAD");
        }
        assertThat(echo().answer(call("HEAD", "/v2/models/echo/infer", Map.of(), new byte[0]))
                        .status())
                .isEqualTo(405);
    }

    @Test
    void aRequestThatCannotBeReadIsTheClientsFault() {
        HttpAnswer answer = infer(echo(), Map.of(), "{\"inputs\":[]}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer))
                .isEqualTo("{\"error\":\"the input \\\"x\\\" is missing; expected \\\"x\\\" FP32 [-1,2]\"}");
        assertThat(answer.fault()).isEmpty();
    }

    @Test
    void aModelThatFailsIsAServerErrorWithTheEnginesWords() {
        HttpAnswer answer = infer(
                endpoint(inputs -> {
                    throw new PredictionException(
                            "Gather: index 9 is out of bounds", new IllegalStateException("inner"));
                }),
                Map.of(),
                REQUEST.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(text(answer)).isEqualTo("{\"error\":\"the model failed: Gather: index 9 is out of bounds\"}");
        assertThat(answer.fault()).isPresent();
    }

    @Test
    void anInputThatTheEngineCannotTakeIsTheClientsFault() {
        HttpAnswer answer = infer(
                endpoint(inputs -> {
                    throw new UnsupportedTensorException("input \"x\" is odd");
                }),
                Map.of(),
                REQUEST.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).isEqualTo("{\"error\":\"input \\\"x\\\" is odd\"}");
    }

    @Test
    void whatWeDidNotExpectTellsTheClientOnlyWhereToLook() {
        HttpAnswer answer = infer(
                endpoint(inputs -> {
                    throw new IllegalStateException("secret detail");
                }),
                Map.of(),
                REQUEST.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(text(answer)).isEqualTo("{\"error\":\"the function failed; see its log for request call-1\"}");
        assertThat(answer.fault()).get().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLongMessageOfAnEngineIsCut() {
        HttpAnswer answer = infer(
                endpoint(inputs -> {
                    throw new PredictionException("x".repeat(10_000));
                }),
                Map.of(),
                REQUEST.getBytes(StandardCharsets.UTF_8));

        assertThat(text(answer)).hasSizeLessThan(600).endsWith("...\"}");
    }

    @Test
    void binaryOutputsAreNoTextAndSayHowMuchIsJson() {
        String request = REQUEST.replaceFirst("\\{", "{\"parameters\":{\"binary_data_output\":true},");

        HttpAnswer answer = infer(echo(), Map.of(), request.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.text()).isFalse();
        assertThat(answer.headers()).containsEntry("Content-Type", "application/octet-stream");
        int json = Integer.parseInt(answer.headers().get("Inference-Header-Content-Length"));
        assertThat(answer.body().limit() - json).isEqualTo(8);
    }

    @Test
    void aHeaderThatIsNoNumberIsRefused() {
        HttpAnswer answer = infer(
                echo(), Map.of("inference-header-content-length", "all"), REQUEST.getBytes(StandardCharsets.UTF_8));

        assertThat(text(answer))
                .isEqualTo(
                        "{\"error\":\"Inference-Header-Content-Length is \\\"all\\\"; expected a number of bytes\"}");
    }

    @Test
    void compressedBodiesAreUnderstood() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(REQUEST.getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream deflate = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflate)) {
            out.write(REQUEST.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(infer(echo(), Map.of("content-encoding", "GZIP"), gzip.toByteArray())
                        .status())
                .isEqualTo(200);
        assertThat(infer(echo(), Map.of("content-encoding", "deflate"), deflate.toByteArray())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void bodiesThatAreNotCompressedAsTheySayAreRefused() throws IOException {
        byte[] plain = REQUEST.getBytes(StandardCharsets.UTF_8);

        assertThat(text(infer(echo(), Map.of("content-encoding", "gzip"), plain)))
                .isEqualTo("{\"error\":\"the body is not the gzip that Content-Encoding says\"}");
        HttpAnswer unknown = infer(echo(), Map.of("content-encoding", "br"), plain);
        assertThat(unknown.status()).isEqualTo(415);
        assertThat(text(unknown))
                .isEqualTo(
                        "{\"error\":\"Content-Encoding \\\"br\\\" is not understood; expected gzip, deflate or none\"}");
    }

    @Test
    void aSmallBodyThatClaimsToBeHugeIsCutOff() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
            byte[] spaces = new byte[1 << 20];
            Arrays.fill(spaces, (byte) ' ');
            for (int i = 0; i < 65; i++) {
                out.write(spaces);
            }
        }

        HttpAnswer answer = infer(echo(), Map.of("content-encoding", "gzip"), bomb.toByteArray());

        assertThat(infer(echo().within(8 << 20), Map.of("content-encoding", "gzip"), bomb.toByteArray())
                        .status())
                .isEqualTo(413);
        assertThat(text(infer(echo().within(8 << 20), Map.of("content-encoding", "gzip"), bomb.toByteArray())))
                .contains("more than 1048576 bytes");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(text(answer))
                .isEqualTo(
                        "{\"error\":\"the body has more than 67108864 bytes when it is decompressed; send fewer rows\"}");
    }

    @Test
    void bfloatOutputsAreRefusedInJsonBeforeTheModelRuns() {
        Signature signature =
                new Signature(SIGNATURE.inputs(), List.of(new TensorSpec("y", Datatype.BF16, List.of(-1L, 2L))));
        ModelEndpoint endpoint = endpoint(signature, inputs -> {
            throw new AssertionError("the model ran");
        });

        assertThat(text(infer(endpoint, Map.of(), REQUEST.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("{\"error\":\"output \\\"y\\\" is BF16, which has no JSON form; ask for binary tensor data"
                        + " (parameters.binary_data)\"}");
    }

    private static ModelEndpoint echo() {
        return endpoint(inputs -> {
            Tensor.Fixed input = (Tensor.Fixed) inputs.getFirst();
            return List.of(new Tensor.Fixed("y", input.datatype(), input.shape(), input.data()));
        });
    }

    private static ModelEndpoint endpoint(UnaryOperator<List<Tensor>> model) {
        return endpoint(SIGNATURE, model);
    }

    private static ModelEndpoint endpoint(Signature signature, UnaryOperator<List<Tensor>> model) {
        Predictor predictor = new Predictor() {
            @Override
            public Signature signature() {
                return signature;
            }

            @Override
            public List<Tensor> predict(List<Tensor> inputs, List<String> outputs) {
                return model.apply(inputs);
            }

            @Override
            public void close() {}
        };
        return new ModelEndpoint(
                new ServedModel(new ModelName("echo"), "4", DIGEST, "onnx_onnxv1", signature),
                predictor,
                TensorMemory.collected(),
                () -> Map.of("mood", "good"),
                "1.2");
    }

    private static HttpAnswer infer(ModelEndpoint endpoint, Map<String, String> headers, byte[] body) {
        return endpoint.answer(call("POST", "/v2/models/echo/infer", headers, body));
    }

    private static HttpCall call(String method, String path, Map<String, String> headers, byte[] body) {
        return new HttpCall(
                "call-1", method, path, name -> Optional.ofNullable(headers.get(name)), ByteBuffer.wrap(body));
    }

    private static String text(HttpAnswer answer) {
        return StandardCharsets.UTF_8.decode(answer.body().duplicate()).toString();
    }
}
