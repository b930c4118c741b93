package dev.slipway.functions.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Digest;
import dev.slipway.core.price.StageCost;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallLogTest {

    private static final Digest DIGEST = Digest.of(new byte[0]);
    private static final Instant TIME = Instant.parse("2026-11-04T03:02:01.007Z");
    private static final Caller LIVE =
            Caller.of("arn:aws:lambda:eu-central-1:123456789012:function:slipway-prod-digits:live");
    private static final Caller PINNED =
            Caller.of("arn:aws:lambda:eu-central-1:123456789012:function:slipway-prod-digits:4");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aCallThroughAnAliasIsMetricsAndLedgerRecordInOneLine() {
        log(true).write(new CallRecord(TIME, "id-1", LIVE, 12_345_678, 200, false));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"_aws\":{\"Timestamp\":1793761321007,\"CloudWatchMetrics\":[{\"Namespace\":\"Slipway\","
                        + "\"Dimensions\":[[\"FunctionName\",\"Alias\",\"Version\"],[\"FunctionName\",\"Alias\"]],"
                        + "\"Metrics\":["
                        + "{\"Name\":\"Latency\",\"Unit\":\"Milliseconds\"},{\"Name\":\"ServerErrors\",\"Unit\":\"Count\"},"
                        + "{\"Name\":\"ClientErrors\",\"Unit\":\"Count\"},{\"Name\":\"WarmingUp\",\"Unit\":\"Count\"}]}]},"
                        + "\"FunctionName\":\"slipway-prod-digits\",\"Alias\":\"live\","
                        + "\"Endpoint\":\"digits\",\"Version\":\"4\",\"Latency\":12.345,"
                        + "\"ServerErrors\":0,\"ClientErrors\":0,\"WarmingUp\":0,\"request_id\":\"id-1\","
                        + "\"schema_version\":1,\"time\":\"2026-11-04T03:02:01.007Z\",\"digest\":\"" + DIGEST + "\","
                        + "\"arm\":\"4\",\"propensity\":null,\"policy\":\"weights\",\"status\":200}\n");
    }

    @Test
    void aLineTakesWhatTheCostsAreReckonedWith() {
        log(true).write(new CallRecord(TIME, "7b0d1f5e-0c4f-4bf0-9f43-0f5a1d9f8f11", LIVE, 12_345_678, 200, false));

        assertThat(out.size()).isEqualTo(StageCost.LINE_BYTES);
    }

    @Test
    void aPinnedCallIsNoMetric() {
        log(true).write(new CallRecord(TIME, "id-1", PINNED, 999, 500, true));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("{\"Endpoint\":\"digits\",\"Version\":\"4\",\"Latency\":0.000,\"ServerErrors\":1,"
                        + "\"ClientErrors\":0,\"WarmingUp\":1,")
                .contains("\"policy\":\"pinned\"")
                .doesNotContain("_aws");
    }

    @Test
    void withoutALedgerOnlyEvidenceIsLeft() {
        log(false).write(new CallRecord(TIME, "id-1", PINNED, 999, 200, false));
        assertThat(out.size()).isZero();

        log(false).write(new CallRecord(TIME, "id-2", LIVE, 5_000, 404, false));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .endsWith("\"Latency\":0.005,\"ServerErrors\":0,\"ClientErrors\":1,\"WarmingUp\":0,"
                        + "\"request_id\":\"id-2\"}\n")
                .contains("_aws");
    }

    @Test
    void aSilencedLogPrintsNothing() {
        log(true).silenced().write(new CallRecord(TIME, "id-1", LIVE, 999, 200, false));

        assertThat(out.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:lambda:local:000000000000:function:digits:live, live",
        "arn:aws:lambda:local:000000000000:function:digits:v2, v2",
        "arn:aws:lambda:local:000000000000:function:digits:17, ''",
        "arn:aws:lambda:local:000000000000:function:digits:$LATEST, ''",
        "arn:aws:lambda:local:000000000000:function:digits, ''",
        "null, ''"
    })
    void theAliasIsTheQualifierThatIsNoVersion(String arn, String alias) {
        assertThat(Caller.of(arn).alias().orElse("")).isEqualTo(alias);
    }

    private CallLog log(boolean ledger) {
        return new CallLog(new PrintStream(out, true, StandardCharsets.UTF_8), "digits", "4", DIGEST, ledger);
    }
}
