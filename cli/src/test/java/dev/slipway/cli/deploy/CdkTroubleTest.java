package dev.slipway.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the CDK says before it comes to the stack, in our words. */
class CdkTroubleTest {

    @Test
    void withoutNodeItIsSaidWhichIsNeeded() {
        assertThat(trouble(127, "env: 'node': No such file or directory").orElseThrow())
                .contains("Node 20 or newer is needed");
    }

    @Test
    void anotherDeployFromTheSameCloneIsNamed() {
        assertThat(trouble(
                        1,
                        "Another CLI (PID=4711) is currently synthing to cdk.out. Invoke the CLI in sequence, or use"
                                + " '--output' to synth into different directories."))
                .contains("another deploy runs from this clone with process 4711; wait for its end and run this again");
        assertThat(trouble(1, "Other CLIs (PID=4711,4712) are currently reading from cdk.out.")
                        .orElseThrow())
                .contains("process 4711,4712;");
    }

    @Test
    void anAccountThatIsNotPreparedIsToldHowToBe() {
        for (String line : List.of(
                "No bucket named 'cdk-hnb659fds-assets-123456789012-eu-central-1'. Is account 123456789012 bootstrapped?",
                "SSM parameter /cdk-bootstrap/hnb659fds/version not found. Has the environment been bootstrapped?")) {
            assertThat(trouble(1, "Synthesis time: 3.1s", line).orElseThrow())
                    .endsWith("npx cdk bootstrap aws://123456789012/eu-central-1");
        }
    }

    @Test
    void whatTheStackSaysIsLeftToTheCdk() {
        assertThat(trouble(1, "SlipwayModel-prod-digits failed: UPDATE_ROLLBACK_COMPLETE"))
                .isEmpty();
    }

    private static Optional<String> trouble(int exit, String... lines) {
        return CdkTrouble.of(Situation.prod(Optional.empty()), exit, List.of(lines));
    }
}
