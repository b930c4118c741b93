package dev.slipway.functions.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Priming against a clock that only the calls themselves move. */
class PrimerTest {

    private static final byte[] REQUEST = "{\"inputs\":[]}".getBytes(StandardCharsets.UTF_8);

    private long now;

    @Test
    void goesOnWhileRoundsGetFasterAndEndsWhenTheyDoNot() throws IOException {
        int[] nanosPerCall = {100, 50, 20, 20, 20, 20, 20, 20, 20, 20};
        int[] calls = {0};

        Primer.Primed primed =
                primer(List.of(REQUEST), 1_000_000_000).prime(_ -> now += nanosPerCall[calls[0]++ / Primer.ROUND]);

        assertThat(primed.calls()).isEqualTo(7L * Primer.ROUND);
    }

    @Test
    void neverTakesMuchMoreThanItsBudget() throws IOException {
        Primer.Primed primed = primer(List.of(REQUEST), 5_000_000_000L).prime(_ -> now += 2_000_000_000L);

        assertThat(primed.calls()).isEqualTo(3);
        assertThat(primed.millis()).isEqualTo(6000);
    }

    @Test
    void asksEverySampleInTurn() throws IOException {
        List<String> asked = new ArrayList<>();
        byte[] other = "{\"inputs\":[1]}".getBytes(StandardCharsets.UTF_8);

        primer(List.of(REQUEST, other), 3).prime(event -> {
            asked.add(new String(event, StandardCharsets.UTF_8));
            now++;
        });

        assertThat(asked).containsExactly("{\"inputs\":[]}", "{\"inputs\":[1]}", "{\"inputs\":[]}");
    }

    @Test
    void withoutSamplesThereIsNothingToAsk() throws IOException {
        assertThat(primer(List.of(), 1_000_000).prime(_ -> now++).calls()).isZero();
    }

    private Primer primer(List<byte[]> requests, long budgetNanos) {
        return new Primer(requests, budgetNanos, () -> now);
    }
}
