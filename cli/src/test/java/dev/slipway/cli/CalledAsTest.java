package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CalledAsTest {

    private static final CalledAs CLONE = new CalledAs("./slipway");

    @Test
    void aMessageNamesTheCommandAsItWasCalled() {
        assertThat(CLONE.in("start one: slipway up")).isEqualTo("start one: ./slipway up");
        assertThat(CLONE.in("slipway watch digits; to end it: slipway rollback digits"))
                .isEqualTo("./slipway watch digits; to end it: ./slipway rollback digits");
        assertThat(new CalledAs("/opt/a b/$1/slipway").in("start one: ./slipway up"))
                .isEqualTo("start one: /opt/a b/$1/slipway up");
    }

    @Test
    void whatOnlyLooksLikeTheCommandStays() {
        for (String text : new String[] {
            "slipway.yaml:3:1: unknown key", "/opt/slipway up", "slipway: an error of its own", "a slipway upstream"
        }) {
            assertThat(CLONE.in(text)).isEqualTo(text);
        }
    }
}
