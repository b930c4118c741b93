package dev.slipway.packager.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.proof.GoldenSample;
import dev.slipway.packager.Folders;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.Packager;
import dev.slipway.packager.trial.ModelRunner.NotStartedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterSamplesTest {

    @TempDir
    Path temporary;

    private StarterSamples asked(ModelRunner runner) throws IOException {
        ModelPackage read = Packager.read(Folders.same(temporary.resolve("same")));
        return StarterSamples.of(runner, read, List.of(), InstantSource.system());
    }

    @Test
    void theModelItselfAnswersMadeUpInputsAndThatPackagesAsGoldenSamples() throws IOException {
        StarterSamples samples = asked(new ScriptedRunner(right -> right));

        assertThat(samples.problem()).isEmpty();
        assertThat(samples.lines())
                .hasSize(3)
                .first()
                .isEqualTo("{\"request\":{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\","
                        + "\"data\":[0.0,0.7,0.4,0.1]}]},\"response\":{\"outputs\":[{\"name\":\"y\",\"shape\":[1,4],"
                        + "\"datatype\":\"FP32\",\"data\":[0.0,0.7,0.4,0.1]}]},"
                        + "\"tolerance\":{\"absolute\":0.00001,\"relative\":0.0001}}");
        Path folder = temporary.resolve("same");
        Files.write(folder.resolve("samples.jsonl"), samples.lines());
        assertThat(Packager.read(folder).serving().samples()).contains("samples.jsonl");
        byte[] file = String.join("\n", samples.lines()).getBytes(StandardCharsets.UTF_8);
        assertThat(GoldenSample.parse(file)).hasSize(3);
    }

    @Test
    void whereTheModelDoesNotAnswerThereAreNoneAndTheReasonIsTold() throws IOException {
        assertThat(asked(new ScriptedRunner(_ -> "")))
                .isEqualTo(new StarterSamples(List.of(), "asked with made-up inputs: it crashed"));
        assertThat(asked(_ -> {
                    throw new NotStartedException("no such operator");
                }))
                .isEqualTo(new StarterSamples(List.of(), "no such operator"));
    }
}
