package dev.slipway.infra;

import dev.slipway.core.doctor.Starts;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.GitHubAccessSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.StageNames;
import dev.slipway.core.spec.StagesSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a stage shall consist of: decided from {@code stages.yaml} and the model folders that it names, before anything
 * of AWS is written down. No network, no credentials, no clock.
 *
 * @param stage the stage as it is written
 * @param models its models, in the order of the file
 * @param trust whose packages its functions load: the keys that the stage names, read
 * @param github whose workflows may work on it, where any may
 */
public record StagePlan(AwsStage stage, List<ServedModel> models, Trust trust, Optional<GitHubAccessSpec> github) {

    /** Copies the models. */
    public StagePlan {
        models = List.copyOf(models);
    }

    /** What the stage's things are called. */
    public StageNames names() {
        return StageNames.of(stage);
    }

    /**
     * Reads a {@code stages.yaml} and the model folders beside it.
     *
     * @return the stages on AWS, in the order of the file
     * @throws ProblemsException with all that is wrong
     * @throws IOException where a file cannot be read
     */
    public static List<StagePlan> read(Path file) throws IOException {
        return read(file, PinnedPackages.NONE);
    }

    /** The same, with some packages in place of what the folders hold now. */
    static List<StagePlan> read(Path file, PinnedPackages pinned) throws IOException {
        StagesSpec spec = StagesSpec.parse(file.toString(), bytes(file));
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
        List<Problem> problems = new ArrayList<>();
        List<StagePlan> plans = new ArrayList<>();
        Starts starts = starts(folder.resolve(Starts.FILE));
        for (AwsStage stage : spec.aws()) {
            new PlanReading(folder, stage, pinned, starts, problems).read().ifPresent(plans::add);
        }
        plans.replaceAll(plan -> new StagePlan(plan.stage(), plan.models(), plan.trust(), spec.github()));
        if (problems.isEmpty() && plans.isEmpty()) {
            problems.add(new Problem(
                    file.toString(),
                    "names no stage on AWS",
                    "one such as prod: {account: \"123456789012\", region: eu-central-1, models: [...], auth: iam}",
                    ""));
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return plans;
    }

    private static Starts starts(Path file) throws IOException {
        return Files.exists(file) ? Starts.parse(file.toString(), Files.readAllBytes(file)) : Starts.NONE;
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ProblemsException(
                    new Problem(file.toString(), "there is no such file", "the stages to write down", ""));
        }
    }
}
