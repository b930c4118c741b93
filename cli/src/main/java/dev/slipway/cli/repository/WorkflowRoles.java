package dev.slipway.cli.repository;

import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.GitHubRole;
import dev.slipway.core.spec.StageNames;
import dev.slipway.core.spec.StagesSpec;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How workflows name the roles that they take: by the roles' own names, where {@code stages.yaml} says that the
 * infrastructure makes them for this repository; else by the repository's variables.
 */
final class WorkflowRoles {

    private final List<AwsStage> stages;
    private final boolean made;

    WorkflowRoles(StagesSpec stages) {
        this.stages = stages.aws();
        this.made = stages.github().isPresent() && !stages.aws().isEmpty();
    }

    /** A stage's role. */
    String of(AwsStage stage, GitHubRole role) {
        return made ? StageNames.of(stage).roleArn(role) : variable(role.variable());
    }

    /** The first stage's role: pull requests are planned for it. */
    String first(GitHubRole role) {
        return made ? of(stages.getFirst(), role) : variable(role.variable());
    }

    /** The first stage's region. */
    String firstRegion() {
        return made ? stages.getFirst().region() : variable("SLIPWAY_REGION");
    }

    /** The role of the stage that a person chose. */
    String ofInput(GitHubRole role) {
        return made ? chosen(stage -> of(stage, role)) : variable(role.variable());
    }

    /** The region of the stage that a person chose. */
    String regionOfInput() {
        return made ? chosen(AwsStage::region) : variable("SLIPWAY_REGION");
    }

    private String chosen(Function<AwsStage, String> of) {
        return stages.size() == 1
                ? of.apply(stages.getFirst())
                : stages.stream()
                        .map(stage -> "\"" + stage.name() + "\":\"" + of.apply(stage) + "\"")
                        .collect(Collectors.joining(",", "${{ fromJSON('{", "}')[inputs.stage] }}"));
    }

    private static String variable(String name) {
        return "${{ vars." + name + " }}";
    }
}
