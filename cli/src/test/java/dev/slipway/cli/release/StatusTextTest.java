package dev.slipway.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    private static Json.Fields status(String json) {
        return JsonReader.parse("status", json.getBytes(StandardCharsets.UTF_8)).object();
    }

    @Test
    void aRunningReleaseIsShownWithBothVersionsAndWhatSpeaksAgainstIt() {
        assertThat(StatusText.lines(status("""
                {"model": "digits",
                 "stable": {"version": "3", "digest": "sha256:ab2e49d7f79406382842b0b9e98dc83f"},
                 "candidates": [{"version": "4", "digest": "sha256:f00d1e431f29b9e98dc83f8291403f13"}],
                 "weights": {"3": 0.9, "4": 0.1},
                 "release": {"id": "digits-2", "plan": "canary", "step": "shift 10%", "state": "running",
                   "reason": "12s of at least 30s measured",
                   "evidence": {"log_e": 1.234, "threshold": 4.605,
                     "candidate": {"requests": 1812, "errors": 3}}}}
                """)))
                .containsExactly(
                        "digits",
                        "  stable     3    sha256:ab2e49d7f794  90%",
                        "  candidate  4    sha256:f00d1e431f29  10%",
                        "  release    digits-2  canary  shift 10%  running",
                        "             12s of at least 30s measured",
                        "             candidate: 1,812 calls, 3 failed; evidence against it 1.2 of 4.6");
    }

    @Test
    void anEndpointThatNeverServedSaysSo() {
        assertThat(StatusText.lines(status("""
                {"model": "digits", "stable": null, "candidates": [], "weights": {}, "release": null}
                """))).containsExactly("digits");
        assertThat(Wording.weights(Json.object())).isEqualTo("no traffic");
    }
}
