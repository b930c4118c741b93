package dev.slipway.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {

    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void theDigestOfNothingIsWhatEverybodyHas() {
        assertThat(Digest.of(new byte[0])).hasToString("sha256:" + EMPTY);
        assertThat(Digest.parse("sha256:" + EMPTY)).isEqualTo(Digest.of(new byte[0]));
    }

    @Test
    void onlySixtyFourLowerCaseHexadecimalDigitsAreOne() {
        String tail = EMPTY.substring(1);
        List<String> others = List.of(
                "",
                EMPTY + "0",
                tail,
                "E" + tail,
                "g" + tail,
                "/" + tail,
                ":" + tail,
                "`" + tail,
                tail + "\n",
                "\u0661" + tail);
        for (String hex : others) {
            assertThatThrownBy(() -> new Digest(hex))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected 64 lower-case hexadecimal digits");
        }
    }
}
