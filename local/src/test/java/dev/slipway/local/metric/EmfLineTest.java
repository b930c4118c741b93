package dev.slipway.local.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmfLineTest {

    private static Optional<EmfLine> read(String line) {
        byte[] bytes = (line + "what another line left behind").getBytes(StandardCharsets.UTF_8);
        return EmfLine.read(bytes, line.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void aCallsLineIsRead() {
        assertThat(read("""
                {"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Metrics":[{"Name":"Latency"}]}]},"Endpoint":"digits",\
                "Latency":1.2345,"ServerErrors":1,"WarmingUp":0,"request_id":"r-1"}""")).contains(new EmfLine("r-1", 1235, true, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Latency\":1,\"request_id\":\"a call through no alias\"}",
                "{\"_aws\":{},\"Latency\":1}",
                "{\"_aws\":{},\"request_id\":\"no latency\"}",
                "{\"_aws\":{},\"request_id\":\"negative\",\"Latency\":-1}",
                "{\"_aws\":{},\"request_id\":\"cut\",\"Latency\":1",
                "{ this is no JSON",
                "[1]",
                ""
            })
    void anythingElseIsNoMetric(String line) {
        assertThat(read(line)).isEmpty();
    }
}
