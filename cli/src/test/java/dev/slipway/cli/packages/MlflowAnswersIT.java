package dev.slipway.cli.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.proof.AnswerCheck;
import dev.slipway.core.proof.HttpEvent;
import dev.slipway.core.proof.OutputTensor;
import dev.slipway.local.runtime.Machine;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.Packager;
import dev.slipway.packager.trial.ModelRunner.NotStartedException;
import dev.slipway.packager.trial.ModelRunner.Running;
import dev.slipway.packager.trial.ModelRunner.Subject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A folder of MLflow's, packaged as it is, answers every row that was held out as MLflow itself did. */
@EnabledOnOs(OS.LINUX)
class MlflowAnswersIT {

    private static final Path SAVED = Path.of("..", "examples", "mlflow");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"tumours-onnx, 143, probabilities", "tumours-xgboost, 143, prediction", "cultivars, 45, prediction"})
    void answersAreMlflows(String name, int count, String output) throws IOException, NotStartedException {
        ModelPackage read = Packager.read(SAVED.resolve(name));
        new Packager(new FolderModelStore(folder.resolve("store"))).put(read);
        JsonReader expected = JsonReader.parse(
                name, Files.readAllBytes(SAVED.resolve("expected").resolve(name + ".json")));
        List<Json> rows = expected.items("rows");
        assertThat(rows).hasSize(count);
        LocalRunner runner = new LocalRunner(
                Path.of("target", "slipway").toAbsolutePath(), folder.resolve("store"), folder, Machine.running());
        Subject subject = new Subject(
                read.serving().model(),
                read.digest(),
                read.serving().format(),
                read.spec().serving());

        try (Running model = runner.start(subject)) {
            byte[] event = HttpEvent.infer(
                    read.serving().model(), request(read, rows), "all-rows", Instant.parse("2026-01-02T03:04:05Z"));
            List<OutputTensor> outputs =
                    AnswerCheck.outputs(model.ask(event).payload().orElseThrow());
            List<Double> found = numbers(outputs.stream()
                    .filter(tensor -> tensor.name().equals(output))
                    .findFirst()
                    .orElseThrow()
                    .data());
            List<Double> answers = numbers(expected.items("answers"));
            assertThat(found).hasSameSizeAs(answers);
            for (int i = 0; i < answers.size(); i++) {
                assertThat(found.get(i)).as("number " + i).isCloseTo(answers.get(i), Offset.offset(1e-6));
            }
        }
    }

    private static Json.Fields request(ModelPackage read, List<Json> rows) {
        TensorSpec input = read.serving().signature().inputs().getFirst();
        List<Json> data = new ArrayList<>();
        rows.forEach(row -> data.addAll(((Json.Array) row).items()));
        return Json.object()
                .with(
                        "inputs",
                        Json.array(List.of(Json.object()
                                .with("name", Json.of(input.name()))
                                .with(
                                        "shape",
                                        Json.array(List.of(
                                                Json.of(rows.size()),
                                                Json.of(input.shape().get(1)))))
                                .with("datatype", Json.of(input.datatype().name()))
                                .with("data", Json.array(data)))));
    }

    private static List<Double> numbers(List<Json> nested) {
        List<Double> numbers = new ArrayList<>();
        for (Json value : nested) {
            if (value instanceof Json.Array(List<Json> items)) {
                numbers.addAll(numbers(items));
            } else if (value instanceof Json.Numeric(BigDecimal number)) {
                numbers.add(number.doubleValue());
            }
        }
        return numbers;
    }
}
