package dev.slipway.cli.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
import org.junit.jupiter.api.Test;

class UndoneTest {

    private static boolean undone(String state, String weights, String applied) {
        String status = """
                {"weights": {%s}, "release": {"state": "%s", "candidate": {"version": "4"},
                 "track": {"index": 1, "applied_at": %s, "steps": [{"share": 0}, {"share": 0.10}, {"share": 1}]}}}
                """.formatted(weights, state, applied);
        return Undone.in(JsonReader.parse("status", status.getBytes(UTF_8)).object());
    }

    @Test
    void aPromotionIsDoneWhenTheCandidateHasAllTraffic() {
        assertThat(undone("promoted", "\"3\": 0.9, \"4\": 0.1", "null")).isTrue();
        assertThat(undone("promoted", "\"3\": 1", "null")).isTrue();
        assertThat(undone("promoted", "\"4\": 1.00", "null")).isFalse();
    }

    @Test
    void aRollbackIsDoneWhenTheCandidateHasNone() {
        assertThat(undone("rolled-back", "\"3\": 0.9, \"4\": 0.1", "null")).isTrue();
        assertThat(undone("rolled-back", "\"3\": 1", "null")).isFalse();
        assertThat(undone("rolled-back", "", "null"))
                .as("a first release, ended at its proof")
                .isFalse();
    }

    @Test
    void aStepIsDoneWhenItsShareStands() {
        assertThat(undone("running", "\"3\": 1", "null")).isTrue();
        assertThat(undone("running", "\"3\": 0.9, \"4\": 0.1", "null")).isFalse();
        assertThat(undone("paused", "\"3\": 0.9, \"4\": 0.1", "\"2026-11-24T08:00:00.000Z\""))
                .isFalse();
        assertThat(undone("waiting", "\"3\": 1", "\"2026-11-24T08:00:00.000Z\""))
                .isFalse();
    }

    @Test
    void anEndpointThatNeverHadAReleaseOwesNothing() {
        assertThat(Undone.in(JsonReader.parse("status", "{\"weights\": {\"1\": 1}, \"release\": null}".getBytes(UTF_8))
                        .object()))
                .isFalse();
    }
}
