package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.ServingSpec.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is too large for a zip: its function is a container image, built when it is deployed. */
class ImageFunctionTest {

    @TempDir
    Path scratch;

    @Test
    void theFunctionOfATorchScriptModelIsAnImageOfItsBundlesFolder() throws IOException {
        Path context = scratch.resolve("bundles/bundle/torchscript-x86_64");
        Files.createDirectories(context.resolve("native"));
        Files.createDirectories(context.resolve("image"));
        Files.writeString(context.resolve("image/Dockerfile"), "FROM public.ecr.aws/lambda/java:25\n");

        copyExample(scratch.resolve("models/digits-conv"));
        Path stages = scratch.resolve("stages.yaml").toAbsolutePath();
        Files.writeString(stages, """
                stages:
                  prod:
                    account: "123456789012"
                    region: eu-central-1
                    models: [models/digits-conv]
                    auth: iam
                """);

        Synth synth = Synth.of(scratch, stages.toString(), "one");

        synth.keep(Path.of("target/templates/image"));
        String template = synth.template("SlipwayModel-prod-digits-conv");
        assertThat(template)
                .contains("\"PackageType\": \"Image\"", "\"ImageUri\"", "dev.slipway.functions.lambda.InferenceHandler")
                .contains("\"Architectures\": [\n     \"x86_64\"\n    ]")
                .doesNotContain("\"Runtime\": \"java25\"", "SnapStart");
    }

    private static void copyExample(Path to) throws IOException {
        Files.createDirectories(to);
        for (String file : List.of("slipway.yaml", "model.pt", "samples.jsonl", "baseline.csv", "README.md")) {
            Files.copy(Path.of("../examples/digits-conv/v1").resolve(file), to.resolve(file));
        }
    }

    @Test
    void anImageWithoutItsNativesIsNamedWithTheCommandThatBuildsIt() {
        assertThatThrownBy(() -> new Bundles(scratch).inference(ModelFormat.TORCHSCRIPT, Architecture.X86_64))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("is no whole folder of a container image")
                .hasMessageContaining("build it with mvn package");
    }
}
