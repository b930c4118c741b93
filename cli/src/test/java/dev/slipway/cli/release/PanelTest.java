package dev.slipway.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PanelTest {

    private static Json.Fields fields(String json) {
        return JsonReader.parse("json", json.getBytes(StandardCharsets.UTF_8)).object();
    }

    @Test
    void itShowsTrafficEvidenceLatencyAndWhatIsWaitedFor() {
        Json.Fields status = fields("""
                {"weights": {"1": 0.9, "2": 0.1},
                 "release": {"reason": "6s of at least 30s measured",
                   "evidence": {"log_e": 1.30, "threshold": 4.605}}}
                """);
        Json.Fields traffic = fields("""
                {"windows": [{"versions": {"1": {"no_data": "before it began"}}}, {"versions": {
                  "1": {"requests": 90, "latency_ms": {"p50": 0.31, "p95": 1.2, "p99": 3.04}},
                  "2": {"requests": 0, "latency_ms": {"p50": null, "p95": null, "p99": null}}}}]}
                """);
        assertThat(Panel.lines(status, traffic))
                .containsExactly(
                        "  traffic   " + "█".repeat(22) + " 90% to 1  ██ 10% to 2",
                        "  evidence  " + "█".repeat(20) + "░".repeat(6) + "┊" + "░".repeat(13)
                                + " 1.30, rolls back at 4.61",
                        "  latency   1: p50 0.3, p95 1.2, p99 3.0 ms",
                        "  now       6s of at least 30s measured");
    }

    @Test
    void whereNoReleaseRunsThereIsNoPanel() {
        assertThat(Panel.lines(fields("{\"weights\": {}, \"release\": null}"), fields("{}")))
                .isEmpty();
    }
}
