package dev.slipway.cli.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.local.runtime.Machine;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.Packager;
import dev.slipway.packager.trial.Measurement;
import dev.slipway.packager.trial.Trial;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example is tried when it is packaged, by the engine that serves it; and what its golden samples are there to catch is
 * caught, each with the expected value and the one that was found.
 */
@EnabledOnOs(OS.LINUX)
class ExamplesIT {

    private static final Path EXAMPLES = Path.of("..", "examples");

    @TempDir
    private Path folder;

    static List<Path> withSamples() throws IOException {
        return folders("samples.jsonl", 9);
    }

    static List<Path> savedByMlflow() throws IOException {
        return folders("MLmodel", 3);
    }

    private static List<Path> folders(String holding, int atLeast) throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            List<Path> folders = files.filter(file -> file.endsWith(holding))
                    .map(file -> file.resolveSibling("").normalize())
                    .filter(
                            Machine.running().architecture().equals("x86_64")
                                    ? _ -> true
                                    : folder -> !folder.toString().contains("digits-conv"))
                    .sorted()
                    .toList();
            assertThat(folders).hasSizeGreaterThanOrEqualTo(atLeast);
            return folders;
        }
    }

    @ParameterizedTest
    @MethodSource("withSamples")
    void anExampleAnswersItsGoldenSamples(Path example) throws IOException {
        long samples = Files.readAllLines(example.resolve("samples.jsonl")).size();

        assertThat(tried(example).samples()).isEqualTo((int) samples);
    }

    @ParameterizedTest
    @MethodSource("savedByMlflow")
    void whatMlflowSavedAnswersItsInputExample(Path example) throws IOException {
        Measurement measured = tried(example);

        assertThat(measured.samples()).isZero();
        assertThat(measured.latency()).isNotEmpty();
    }

    /** Line 1: answers to another request. Line 2: a number just outside the tolerance. */
    @ParameterizedTest
    @MethodSource("withSamples")
    void permutedAnswersAndABreachOfToleranceAreCaughtWithBothValues(Path example) throws IOException {
        Path copy = copy(example);
        List<Json.Fields> samples = new ArrayList<>();
        for (String line : Files.readAllLines(copy.resolve("samples.jsonl"))) {
            samples.add((Json.Fields) JsonText.parse(line));
        }
        List<Json.Fields> spoilt = new ArrayList<>(samples);
        spoilt.set(0, permuted(samples.getFirst()));
        spoilt.set(1, beyond(samples.get(1)));
        Files.write(
                copy.resolve("samples.jsonl"),
                spoilt.stream().map(JsonText::write).toList());

        assertThatThrownBy(() -> tried(copy)).isInstanceOfSatisfying(ProblemsException.class, e -> {
            List<String> told = e.problems().stream().map(Object::toString).toList();
            assertThat(told).hasSize(2);
            assertThat(told.getFirst()).matches("samples.jsonl:1: output .*: the model answers .*; expected .*");
            assertThat(told.getLast())
                    .matches("samples.jsonl:2: output .*: the model answers .*; expected .*" + " within .*");
        });
    }

    private Measurement tried(Path example) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        ModelStore store = new FolderModelStore(home.resolve("store"));
        ModelPackage read = Packager.read(example);
        new Packager(store).put(read);
        LocalRunner runner = new LocalRunner(
                Path.of("target", "slipway").toAbsolutePath(), home.resolve("store"), home, Machine.running());
        return new Trial(runner, store, InstantSource.system(), System::nanoTime).run(read);
    }

    private Path copy(Path example) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        try (Stream<Path> files = Files.list(example)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(example.relativize(file)));
            }
        }
        return copy;
    }

    /** The answer with its first output turned by one: another label, the probabilities of another class. */
    private static Json.Fields permuted(Json.Fields sample) {
        return withOutput(sample, 0, data -> {
            if (data.size() > 1) {
                Collections.rotate(data, 1);
            } else {
                data.set(0, other(data.getFirst()));
            }
        });
    }

    private static Json other(Json value) {
        return value instanceof Json.Numeric(BigDecimal number)
                ? new Json.Numeric(number.add(BigDecimal.ONE))
                : Json.of("another");
    }

    /** The last output's first number, three times as far away as the tolerance allows. */
    private static Json.Fields beyond(Json.Fields sample) {
        JsonReader tolerance = JsonReader.of("sample", sample).child("tolerance");
        BigDecimal absolute = tolerance.optionalNumber("absolute").orElseThrow();
        BigDecimal relative = tolerance.optionalNumber("relative").orElseThrow();
        List<Json> outputs = outputs(sample);
        return withOutput(sample, outputs.size() - 1, data -> {
            BigDecimal number = ((Json.Numeric) data.getFirst()).value();
            BigDecimal allowed = absolute.add(relative.multiply(number.abs()));
            data.set(0, new Json.Numeric(number.add(allowed.multiply(BigDecimal.valueOf(3)))));
        });
    }

    private static List<Json> outputs(Json.Fields sample) {
        return JsonReader.of("sample", sample).child("response").items("outputs");
    }

    private static Json.Fields withOutput(Json.Fields sample, int which, Consumer<List<Json>> change) {
        List<Json> outputs = new ArrayList<>(outputs(sample));
        Json.Fields output = (Json.Fields) outputs.get(which);
        List<Json> data = new ArrayList<>(JsonReader.of("output", output).items("data"));
        change.accept(data);
        outputs.set(which, output.with("data", Json.array(data)));
        return sample.with(
                "response",
                JsonReader.of("sample", sample).child("response").object().with("outputs", Json.array(outputs)));
    }
}
