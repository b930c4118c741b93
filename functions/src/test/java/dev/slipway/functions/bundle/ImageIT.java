package dev.slipway.functions.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.proof.Comparison;
import dev.slipway.core.proof.GoldenSample;
import dev.slipway.core.proof.HttpAnswer;
import dev.slipway.core.proof.HttpEvent;
import dev.slipway.core.proof.OutputTensor;
import dev.slipway.functions.testing.RuntimeApi;
import dev.slipway.functions.testing.TestPackages;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The image's own files do, outside of a container, what they do in one: train a start-up cache, and start with it. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the image is for x86_64")
class ImageIT {

    private static final Path BUNDLE = Path.of(System.getProperty("slipway.target", "target"))
            .resolve("bundle/torchscript-x86_64")
            .toAbsolutePath();
    private static final Path EXAMPLE = Path.of("../examples/digits-conv/v1");
    private static final int SMALLEST_CACHE = 5_000_000;

    @TempDir
    private Path folder;

    @Test
    void theDefinitionCopiesWhatTheBundleHasAndStartsWhatItCopied() throws IOException {
        List<String> lines = Files.readAllLines(BUNDLE.resolve("image/Dockerfile"));

        assertThat(lines).contains("FROM public.ecr.aws/lambda/java:25");
        assertThat(lines.stream().filter(line -> line.startsWith("COPY ")))
                .containsExactly(
                        "COPY lib/ /var/task/lib/", "COPY native/ /var/task/native/", "COPY image/ /opt/slipway/");
        assertThat(List.of("lib", "native", "image"))
                .allSatisfy(name -> assertThat(BUNDLE.resolve(name)).isDirectory());
        assertThat(lines).contains("RUN [\"/opt/slipway/train\"]", "ENTRYPOINT [\"/opt/slipway/start\"]");
        assertThat(BUNDLE.resolve("image/train")).isExecutable();
        assertThat(BUNDLE.resolve("image/start")).isExecutable();
    }

    @Test
    void aTrainedCacheFitsTheStartAndTheFunctionAnswersItsGoldenSamples() throws Exception {
        Map<String, String> variables = new HashMap<>(Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "LAMBDA_TASK_ROOT", BUNDLE.toString(),
                "PATH", "/usr/bin:/bin",
                "SLIPWAY_START_CACHE", folder.resolve("function.aot").toString(),
                "SLIPWAY_TRAINING_PORT", Integer.toString(freePort())));
        Process training = start("train", variables, List.of());
        assertThat(training.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(training.exitValue()).as(printed("train")).isZero();
        assertThat(folder.resolve("function.aot"))
                .satisfies(cache -> assertThat(Files.size(cache)).isGreaterThan(SMALLEST_CACHE));

        Path store = folder.resolve("store");
        Digest digest = TestPackages.store(new FolderModelStore(store), serving(), EXAMPLE);
        try (RuntimeApi api = new RuntimeApi()) {
            variables.putAll(Map.of(
                    // Ends the start, where the cache does not fit.
                    "JAVA_TOOL_OPTIONS",
                    "-XX:AOTMode=on --enable-native-access=ALL-UNNAMED -Djava.io.tmpdir="
                            + Files.createDirectory(folder.resolve("tmp")),
                    "AWS_LAMBDA_RUNTIME_API",
                    api.address(),
                    "AWS_LAMBDA_FUNCTION_NAME",
                    "digits-conv",
                    "AWS_LAMBDA_FUNCTION_VERSION",
                    "1",
                    "AWS_LAMBDA_LOG_FORMAT",
                    "TEXT",
                    "AWS_REGION",
                    "local",
                    "SLIPWAY_MODEL",
                    digest.toString(),
                    "SLIPWAY_STORE",
                    store.toString()));
            Process function = start("start", variables, List.of("dev.slipway.functions.lambda.InferenceHandler"));
            try {
                for (GoldenSample sample : GoldenSample.parse(Files.readAllBytes(EXAMPLE.resolve("samples.jsonl")))) {
                    assertThat(ask(api, sample).isEmpty()).as(printed("start")).isTrue();
                }
            } finally {
                function.destroyForcibly().onExit().join();
            }
        }
    }

    private static Optional<?> ask(RuntimeApi api, GoldenSample sample) {
        byte[] event = HttpEvent.infer(new ModelName("digits-conv"), sample.request(), "test", Instant.EPOCH);
        String answer = api.invoke(
                        new String(event, StandardCharsets.UTF_8),
                        "arn:aws:lambda:local:000000000000:function:digits-conv:live")
                .join();
        HttpAnswer http = HttpAnswer.parse(answer.getBytes(StandardCharsets.UTF_8));
        return Comparison.compare(sample, OutputTensor.all(JsonReader.parse("answer", http.body())));
    }

    private Process start(String script, Map<String, String> variables, List<String> arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        BUNDLE.resolve("image").resolve(script).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(script + ".out").toFile());
        builder.command().addAll(arguments);
        builder.environment().clear();
        builder.environment().putAll(variables);
        return builder.start();
    }

    private String printed(String script) throws IOException {
        return Files.readString(folder.resolve(script + ".out"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static ServingManifest serving() {
        return new ServingManifest(
                new ModelName("digits-conv"),
                ModelFormat.TORCHSCRIPT,
                List.of("model.pt"),
                Optional.empty(),
                new Signature(
                        List.of(new TensorSpec("x", Datatype.FP32, List.of(-1L, 64L))),
                        List.of(
                                new TensorSpec("label", Datatype.INT64, List.of(-1L)),
                                new TensorSpec("probabilities", Datatype.FP32, List.of(-1L, 10L)))),
                "metadata");
    }
}
