package dev.slipway.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2J", "a\nb", "a\r", "\u0000", "\u007f", "\u009b31m", "\u2028", "\u202e", "\ud800"})
    void whatATerminalObeysOrReadersMisreadIsRefusedAndEscaped(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OneLine.check("reason", text, 100))
                .withMessageStartingWith("reason: found the control character U+")
                .withMessageEndingWith("expected one line of plain text");
        assertThat(OneLine.escape(text)).matches("[ -~]*").contains("\\u");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "looked at the card",
                "für \u00e4lter\u00e9 Kinder",
                "\u05e9\u05dc\u05d5\u05dd",
                "\ud83d\ude80 \ud83d\udc69\u200d\ud83d\ude80"
            })
    void textOfPeopleStaysAsItIs(String text) {
        assertThat(OneLine.check("reason", text, 100)).isSameAs(text);
        assertThat(OneLine.escape(text)).isSameAs(text);
    }

    @Test
    void theMessageSaysWhereAndShowsItHarmlessly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OneLine.check("by", "ann\u001b[2J", 100))
                .withMessage("by: found the control character U+001B at position 4 of \"ann\\u001b[2J\"; expected one"
                        + " line of plain text");
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OneLine.check("reason", "a".repeat(101), 100))
                .withMessage("reason: found 101 characters; expected at most 100");
    }

    @Test
    void aTensorsNameIsOneLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TensorSpec("x\u001b[31m", Datatype.FP32, List.of(1L)))
                .withMessageContaining("a tensor's name: found the control character U+001B");
    }
}
