package dev.slipway.core.spec;

import dev.slipway.core.spec.AwsStage.Signing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The environments a repository releases to: {@code stages.yaml}.
 *
 * <pre>{@code
 * stages:
 *   local:
 *     window: 1s
 *     signing: {required: true, keys: [release.pub]}
 *     report: {github: {secret: .slipway/github}}
 *   prod: {...}              # see AwsStage
 * github: {...}              # see GitHubAccessSpec
 * }</pre>
 *
 * @param window how long one look at the metrics is on the local stage
 * @param signing whose packages the local stage serves
 * @param report how the commits that releases come from are told on GitHub, where they are
 * @param aws the stages on AWS, in the order of the file
 * @param github whose workflows may work on the stages on AWS, where any may
 */
public record StagesSpec(
        Duration window,
        Signing signing,
        Optional<GitHubSpec> report,
        List<AwsStage> aws,
        Optional<GitHubAccessSpec> github) {

    /** The file's name. */
    public static final String FILE = "stages.yaml";

    /** What holds where there is no such file. */
    public static final StagesSpec DEFAULT =
            new StagesSpec(Duration.ofSeconds(1), Signing.NONE, Optional.empty(), List.of(), Optional.empty());

    /** Copies the stages. */
    public StagesSpec {
        aws = List.copyOf(aws);
    }

    /** The stage on AWS of this name, where there is one. */
    public Optional<AwsStage> stage(String name) {
        return aws.stream().filter(stage -> stage.name().equals(name)).findFirst();
    }

    /**
     * Reads a {@code stages.yaml}.
     *
     * @param file the file's name for messages
     * @throws ProblemsException with all that is wrong with it, in the order of the file
     */
    public static StagesSpec parse(String file, byte[] bytes) {
        return StagesReader.read(file, bytes);
    }
}
