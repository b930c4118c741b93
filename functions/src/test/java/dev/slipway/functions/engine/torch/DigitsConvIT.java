package dev.slipway.functions.engine.torch;

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
import dev.slipway.core.proof.OutputTensor;
import dev.slipway.core.proof.Tolerance;
import dev.slipway.functions.testing.ExampleFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** The convolutional network in its bundle answers as Python's PyTorch does, and unpacks nothing to do so. */
@EnabledOnOs(architectures = "amd64", disabledReason = "PyTorch is served on x86_64")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DigitsConvIT {

    private static final long PIXELS = 64;
    private static final long DIGITS = 10;
    private static final int BATCH = 50;

    private static final ServingManifest SERVING = new ServingManifest(
            new ModelName("digits-conv"),
            ModelFormat.TORCHSCRIPT,
            List.of("model.pt"),
            Optional.of("samples.jsonl"),
            new Signature(
                    List.of(new TensorSpec("x", Datatype.FP32, List.of(-1L, PIXELS))),
                    List.of(
                            new TensorSpec("label", Datatype.INT64, List.of(-1L)),
                            new TensorSpec("probabilities", Datatype.FP32, List.of(-1L, DIGITS)))),
            "metadata");

    @TempDir
    private static Path folder;

    private ExampleFunction function;

    @BeforeAll
    void start() throws IOException {
        function = ExampleFunction.start(SERVING, folder, "digits-conv/v1");
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
    void aThousandPicturesAreAnsweredAsPythonAnswersThem() throws IOException {
        List<JsonReader> pictures = function.expected();

        assertThat(pictures).hasSize(1000);
        for (int start = 0; start < pictures.size(); start += BATCH) {
            assertThat(function.ask(sample(pictures.subList(start, start + BATCH))))
                    .isEmpty();
        }
    }

    /** Pictures that Python was asked one by one, asked together. */
    private static GoldenSample sample(List<JsonReader> pictures) {
        List<Json> pixels = new ArrayList<>();
        List<Json> labels = new ArrayList<>();
        List<Json> probabilities = new ArrayList<>();
        for (JsonReader picture : pictures) {
            pixels.addAll(picture.items("x"));
            labels.add(Json.of(picture.whole("label")));
            probabilities.addAll(picture.items("probabilities"));
        }
        long count = pictures.size();
        return new GoldenSample(
                1,
                ExampleFunction.request(
                        ExampleFunction.tensor("x", "FP32", List.of(count, PIXELS), Json.array(pixels))),
                List.of(
                        new OutputTensor("label", Datatype.INT64, List.of(count), labels),
                        new OutputTensor("probabilities", Datatype.FP32, List.of(count, DIGITS), probabilities)),
                Tolerance.DEFAULT);
    }
}
