package dev.slipway.functions.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.network.NetworkCounts;
import dev.slipway.core.network.NetworkNamespace;
import dev.slipway.core.proof.GoldenSample;
import dev.slipway.core.proof.Mismatch;
import dev.slipway.functions.testing.ExampleFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A function of each engine's bundle, under AWS's runtime client and alone in a network of its own with Lambda's API: the
 * kernel counts connections to that API, and nothing else that was tried, a call home of an engine's among it.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has network namespaces")
class NobodyIsCalledIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "ONNX, on-demand",
        "ONNX, snap-start",
        "TEXT_ONNX, on-demand",
        "XGBOOST, on-demand",
        "LIGHTGBM, on-demand",
        "TORCHSCRIPT, on-demand"
    })
    void aFunctionConnectsToItsRuntimeApiAndToNobodyElse(ModelFormat format, String kind) {
        if (format == ModelFormat.TORCHSCRIPT) {
            assumeTrue(System.getProperty("os.arch").equals("amd64"), "PyTorch is served on x86_64");
        }

        NetworkCounts counts = NetworkNamespace.run(Alone.class, format.name(), kind, folder.toString());

        assertThat(counts.connects()).isPositive();
        assertThat(counts).matches(NetworkCounts::stayedInside);
    }

    /** Starts a function, asks it, ends it, and prints what the kernel counted. */
    static final class Alone {
        private static final int QUESTIONS = 5;

        private Alone() {}

        public static void main(String[] arguments) throws IOException {
            ModelFormat format = ModelFormat.valueOf(arguments[0]);
            Map<String, String> kind = Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", arguments[1]);
            Path folder = Path.of(arguments[2]);
            try (ExampleFunction function = ExampleFunction.start(serving(format), folder, example(format), kind)) {
                for (GoldenSample sample : function.samples().subList(0, QUESTIONS)) {
                    Optional<Mismatch> mismatch = function.ask(sample);
                    if (mismatch.isPresent()) {
                        throw new IllegalStateException("answered wrongly: " + mismatch.get());
                    }
                }
            }
            System.out.println(NetworkCounts.read());
        }

        private static String example(ModelFormat format) {
            return switch (format) {
                case ONNX -> "digits/v1";
                case TEXT_ONNX -> "sections/v1";
                case XGBOOST -> "trees/diamonds";
                case LIGHTGBM -> "trees/flights";
                case TORCHSCRIPT -> "digits-conv/v1";
            };
        }

        private static ServingManifest serving(ModelFormat format) {
            return switch (format) {
                case ONNX -> serving(format, x(Datatype.FP32, 64), List.of("model.onnx"), label(Datatype.INT64, 10));
                case TEXT_ONNX ->
                    serving(
                            format,
                            new TensorSpec("text", Datatype.BYTES, List.of(-1L)),
                            List.of("model.onnx", "tokenizer.json"),
                            label(Datatype.BYTES, 16));
                case XGBOOST -> serving(format, x(Datatype.FP32, 9), List.of("model.ubj"), prediction(Datatype.FP32));
                case LIGHTGBM -> serving(format, x(Datatype.FP64, 13), List.of("model.txt"), prediction(Datatype.FP64));
                case TORCHSCRIPT ->
                    serving(format, x(Datatype.FP32, 64), List.of("model.pt"), label(Datatype.INT64, 10));
            };
        }

        private static ServingManifest serving(
                ModelFormat format, TensorSpec input, List<String> weights, List<TensorSpec> outputs) {
            return new ServingManifest(
                    new ModelName("alone"),
                    format,
                    weights,
                    Optional.of("samples.jsonl"),
                    new Signature(List.of(input), outputs),
                    "metadata");
        }

        private static TensorSpec x(Datatype datatype, long columns) {
            return new TensorSpec("x", datatype, List.of(-1L, columns));
        }

        private static List<TensorSpec> label(Datatype datatype, long classes) {
            return List.of(
                    new TensorSpec("label", datatype, List.of(-1L)),
                    new TensorSpec("probabilities", Datatype.FP32, List.of(-1L, classes)));
        }

        private static List<TensorSpec> prediction(Datatype datatype) {
            return List.of(new TensorSpec("prediction", datatype, List.of(-1L)));
        }
    }
}
