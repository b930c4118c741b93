package dev.slipway.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.aws.DeployedFunction;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may be released on AWS: what is deployed, and what is published. */
class ReleasableTest {

    private static final ModelName DIGITS = new ModelName("digits");
    private static final Digest ONE = Digest.of(new byte[] {1});
    private static final Digest TWO = Digest.of(new byte[] {2});

    private static Optional<String> refusal(Optional<Digest> latest, FunctionVersion... versions) {
        return Releasable.refusal(
                "prod",
                DIGITS,
                ONE,
                latest.map(digest -> new DeployedFunction(Optional.of(digest), Set.of())),
                List.of(versions));
    }

    @Test
    void whatIsDeployedOrPublishedMayBeReleased() {
        assertThat(refusal(Optional.of(ONE))).isEmpty();
        assertThat(refusal(Optional.of(TWO), new FunctionVersion("4", ONE, "code")))
                .isEmpty();
    }

    @Test
    void whatIsNeitherIsRefusedWithTheCommandThatDeploysIt() {
        assertThat(refusal(Optional.of(TWO), new FunctionVersion("4", TWO, "code")))
                .contains("--package: the function of digits is deployed with " + TWO + ", and no version of it has "
                        + ONE + "; deploy it first: slipway deploy digits --package " + ONE + " --stage prod");
        assertThat(refusal(Optional.empty()))
                .contains("--package: the stage prod has no function of digits yet; deploy it first: slipway deploy"
                        + " digits --package " + ONE + " --stage prod");
    }
}
