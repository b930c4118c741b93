package dev.slipway.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
        assertThat(trouble(
                                1,
                                "Other CLIs (PID=4711,4712) are currently reading from cdk.out. Invoke the CLI in"
                                        + " sequence, or use '--output' to synth into different directories.")
                        .orElseThrow())
                .contains("process 4711,4712;");
    }

    @Test
    void anAccountThatIsNotPreparedIsToldHowToBe() {
        for (String line : List.of(
                "No bucket named 'cdk-hnb659fds-assets-123456789012-eu-central-1'. Is account 123456789012 bootstrapped?",
                "No ECR repository named 'cdk-hnb659fds-container-assets-123456789012-eu-central-1' in account"
                        + " 123456789012. Is this account bootstrapped?",
                "SSM parameter /cdk-bootstrap/hnb659fds/version not found in aws://123456789012/eu-central-1. Has the"
                        + " environment been bootstrapped? Please run 'cdk bootstrap' (see https://docs.aws.amazon.com)",
                "Template too large to deploy (\"cdk bootstrap\" is required)")) {
            assertThat(trouble(1, "Synthesis time: 3.1s", line).orElseThrow())
                    .endsWith("npx cdk bootstrap aws://123456789012/eu-central-1");
        }
    }

    @Test
    void anAccountThatWasPreparedLongAgoIsToldWhatItHasAndWhatItNeeds() {
        assertThat(trouble(
                                1,
                                "SlipwayModel-prod-digits: This CDK deployment requires bootstrap stack version '6',"
                                        + " found '3' in aws://123456789012/eu-central-1. Please run 'cdk bootstrap'.")
                        .orElseThrow())
                .contains("for an older CDK: found version 3, expected 6 or newer")
                .endsWith("npx cdk bootstrap aws://123456789012/eu-central-1");
    }

    @Test
    void aFullDiskIsNamedWithTheFolder() {
        for (String line : List.of(
                "Error: ENOSPC: no space left on device, write",
                "java.io.IOException: No space left on device",
                "Error: EDQUOT: disk quota exceeded, open 'cdk.out/manifest.json'")) {
            assertThat(trouble(1, line).orElseThrow())
                    .isEqualTo("no room is left on the disk where the CDK writes its templates, /home/cdk.out or the"
                            + " temporary folder; make room and run this again");
        }
    }

    @Test
    void whatTheStackSaysIsLeftToTheCdk() {
        assertThat(trouble(1, "SlipwayModel-prod-digits failed: UPDATE_ROLLBACK_COMPLETE"))
                .isEmpty();
    }

    private static Optional<String> trouble(int exit, String... lines) {
        return CdkTrouble.of(Situation.prod(Optional.empty()), Path.of("/home/cdk.out"), exit, List.of(lines));
    }
}
