package dev.slipway.core.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Digest;
import dev.slipway.core.spec.ProblemsException;
import org.junit.jupiter.api.Test;

/** The file that {@code snapstart: auto} goes by. */
class StartsTest {

    private static final Digest ONE = Digest.of(new byte[] {1});
    private static final Digest TWO = Digest.of(new byte[] {2});
    private static final SnapStartAdvice OFF = new SnapStartAdvice(false, "a start takes 300 ms");

    @Test
    void whatIsWrittenIsReadAgainAndEachPackageHasItsLine() {
        Starts starts = Starts.NONE.with(TWO, OFF).with(ONE, new SnapStartAdvice(true, "a start takes \"long\""));

        assertThat(Starts.parse("starts.json", starts.bytes())).isEqualTo(starts);
        assertThat(new String(starts.bytes(), UTF_8).lines())
                .containsExactly(
                        "{",
                        "\"" + ONE + "\": {\"on\":true,\"because\":\"a start takes \\\"long\\\"\"},",
                        "\"" + TWO + "\": {\"on\":false,\"because\":\"a start takes 300 ms\"}",
                        "}");
        assertThat(Starts.parse("starts.json", Starts.NONE.bytes())).isEqualTo(Starts.NONE);
    }

    @Test
    void aPackageThatNobodyMeasuredHasTheAdviceThatHoldsForAll() {
        assertThat(Starts.NONE.with(ONE, OFF).of(ONE)).isEqualTo(OFF);
        assertThat(Starts.NONE.with(ONE, OFF).of(TWO)).isEqualTo(SnapStartAdvice.UNMEASURED);
    }

    @Test
    void anotherFileIsRefusedWithItsPlace() {
        for (String wrong :
                new String[] {"[]", "{\"digits\": {\"on\": true, \"because\": \"\"}}", "{\"" + ONE + "\": {}}"}) {
            assertThatThrownBy(() -> Starts.parse("starts.json", wrong.getBytes(UTF_8)))
                    .as(wrong)
                    .isInstanceOf(ProblemsException.class)
                    .hasMessageStartingWith("starts.json: ")
                    .hasMessageContaining("slipway doctor --keep");
        }
    }
}
