package dev.slipway.functions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestorePathTest {

    /** A new version of AWS's client may go another way: then this says so. */
    @Test
    void isTheWayOfTheClientThatThisHouseRuns() {
        assertThat(RestorePath.walk()).isZero();
    }
}
