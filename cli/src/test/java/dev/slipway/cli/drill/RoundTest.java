package dev.slipway.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.drill.Load.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTest {

    @Test
    void theLastAnswerIsTheOneThatCameLastAndNotTheOneThatWasAskedForLast() {
        Round round = Round.of(
                "digits-2",
                "2",
                1000,
                2000,
                List.of(
                        new Answer(100, 900, "2", true),
                        new Answer(800, 7000, "2", false),
                        new Answer(900, 3000, "2", false),
                        new Answer(1100, 9000, "1", false),
                        new Answer(1200, 9100, "", true)));
        assertThat(round).isEqualTo(new Round("digits-2", Duration.ofNanos(6000), Duration.ofNanos(1000), 2, 2));
    }

    @Test
    void whereTheCandidateGaveNoAnswerAfterTheCommandTheTimeIsZero() {
        Round round = Round.of("digits-2", "2", 1000, 2000, List.of(new Answer(100, 900, "2", false)));
        assertThat(round.last()).isZero();
        assertThat(round.after()).isZero();
    }
}
