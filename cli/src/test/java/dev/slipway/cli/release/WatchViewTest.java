package dev.slipway.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchViewTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private WatchView view(boolean terminal, boolean json) {
        Surroundings in = new Surroundings(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                terminal,
                Path.of(""),
                "ada",
                () -> NOON,
                Optional.empty(),
                Optional.empty());
        return new WatchView(in, json);
    }

    private static Sighting shift(String evidence) {
        return new Sighting("shift 10%", "running", "3s of 30s", "90% to 1, 10% to 2", Optional.of(evidence));
    }

    @Test
    void inALogTheSameIsSaidAgainOnlyAfterAWhile() {
        WatchView view = view(false, false);
        view.show(NOON, shift("a"), Json.object(), List.of());
        view.show(NOON.plusSeconds(1), shift("b"), Json.object(), List.of());
        view.show(NOON.plusSeconds(10), shift("c"), Json.object(), List.of());
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                12:00:00Z  shift 10%  running  90% to 1, 10% to 2  3s of 30s
                12:00:10Z  shift 10%  running  90% to 1, 10% to 2  c
                """);
    }

    @Test
    void inATerminalAPanelLivesBelowTheLastLine() {
        WatchView view = view(true, false);
        view.show(NOON, shift("a"), Json.object(), List.of("one", "two"));
        view.show(NOON.plusSeconds(1), shift("b"), Json.object(), List.of("three", "four"));
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                12:00:00Z  shift 10%  running  90% to 1, 10% to 2  3s of 30s
                one
                two\r\033[1A\033[Jthree
                four""");
    }

    @Test
    void theEndIsSaidWithItsReason() {
        WatchView view = view(false, false);
        view.show(NOON, shift("a"), Json.object(), List.of());
        Sighting end = new Sighting(
                "shift 10%", "rolled-back", "the candidate fails more often", "100% to 1", Optional.of("b"));
        view.show(NOON.plusSeconds(1), end, Json.object(), List.of());
        assertThat(out.toString())
                .endsWith("rolled-back  100% to 1  the candidate fails more often" + System.lineSeparator());
        assertThat(end.exit()).hasValue(3);
    }

    @Test
    void programsGetALineForEachChangeAndNothingElse() {
        WatchView view = view(true, true);
        Json.Fields told = Json.object().with("model", Json.of("digits"));
        view.show(NOON, shift("a"), told, List.of());
        view.show(NOON, shift("b"), told, List.of());
        assertThat(out.toString()).isEqualToNormalizingNewlines("{\"model\":\"digits\"}\n");
    }

    @Test
    void aStageThatDoesNotAnswerIsToldOnce() {
        WatchView view = view(false, false);
        view.lost("no stage runs");
        view.lost("no stage runs");
        assertThat(err.toString()).isEqualToNormalizingNewlines("no stage runs\n");
    }

    @Test
    void aVerdictEndsAWatchOnlyWhenTheTrafficFollowedIt() {
        Sighting decided = new Sighting("shift 10%", "rolled-back", "slower", "90% to 1, 10% to 2", Optional.empty());
        Sighting followed = new Sighting("shift 10%", "rolled-back", "slower", "100% to 1", Optional.empty());
        assertThat(decided.exit()).isEmpty();
        assertThat(followed.exit()).hasValue(3);
    }
}
