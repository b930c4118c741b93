package dev.slipway.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How blocks become commands, and answers are compared. */
class CommandTest {

    @Test
    void whatIsShownMayLeaveOutWhatVaries() {
        var shown = new Shown("release ...: digits\n...\nend  ");
        assertThat(shown.fits("release digits-2: digits\nanything\nat all\nend\n\n"))
                .isTrue();
        assertThat(shown.fits("release digits-2: wine\nanything\nend")).isFalse();
        assertThat(shown.fits("release digits-2: digits\nanything\nend\nand more"))
                .isFalse();
    }

    @Test
    void aConsoleBlockIsCommandsWithTheirAnswers() {
        var block = Block.all("x.md", List.of("text", "```console", "$ cat <<E", "> a", "> E", "a", "$ true", "```"))
                .getFirst();
        assertThat(block.place()).isEqualTo("x.md:2");
        assertThat(Command.of(block))
                .containsExactly(
                        new Command("x.md:2", "cat <<E\na\nE", Optional.of("a")),
                        new Command("x.md:2", "true", Optional.of("")));
    }

    @Test
    void aBlockOfShIsOneScriptAndMarksAreTheFencesOtherWords() {
        var block = Block.all("x.md", List.of("```sh needs-account", "a", "b", "```"))
                .getFirst();
        assertThat(block.marks()).containsExactly("needs-account");
        assertThat(Command.of(block)).containsExactly(new Command("x.md:1", "a\nb", Optional.empty()));
    }

    @Test
    void aBlockThatDoesNotEndOrBeginsWithoutACommandIsRefused() {
        assertThatThrownBy(() -> Block.all("x.md", List.of("```sh", "a"))).hasMessage("x.md:1: this block has no end");
        var block = Block.all("x.md", List.of("```console", "a", "```")).getFirst();
        assertThatThrownBy(() -> Command.of(block)).hasMessageContaining("x.md:1: a console block begins with \"$ \"");
    }
}
