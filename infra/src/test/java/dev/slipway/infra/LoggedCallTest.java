package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.infra.LoggedCall.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calls as logs tell of them. */
class LoggedCallTest {

    private static final Instant AT = Instant.parse("2026-11-26T08:00:00Z");
    private static final String START = "START RequestId: 1 Version: 2";
    private static final String END = "END RequestId: 1";
    private static final String REPORT = "REPORT RequestId: 1\tDuration: 4.3 ms";

    @Test
    void aLineOfMetricsIsACall() {
        assertThat(read(START, metrics(0, 0), END, REPORT))
                .containsExactly(new LoggedCall(AT, false, false, Optional.of(Duration.ofNanos(1_500_000))));
        assertThat(read(START, metrics(1, 0), END, REPORT).getFirst().failed()).isTrue();
        assertThat(read(START, metrics(1, 0), END, REPORT).getFirst().evidence())
                .isEmpty();
        assertThat(read(START, metrics(0, 1), END, REPORT).getFirst().evidence())
                .isEmpty();
    }

    @Test
    void aCallByAVersionsNumberIsNone() {
        assertThat(read(START, "{\"Endpoint\":\"digits\",\"Latency\":1.5}", END, REPORT))
                .isEmpty();
    }

    @Test
    void aCallThatEndsWithoutAWordDied() {
        assertThat(read(START, END, REPORT, START, "Picked up JAVA_TOOL_OPTIONS", metrics(0, 0), END, REPORT))
                .extracting(LoggedCall::failed)
                .containsExactly(true, false);
    }

    @Test
    void aCallThatIsNotOverYetSaysNothing() {
        assertThat(read(START)).isEmpty();
        assertThat(read(END, REPORT)).as("it began before").isEmpty();
    }

    private static List<LoggedCall> read(String... lines) {
        return LoggedCall.read(Stream.of(lines).map(line -> new Line(AT, line)).toList());
    }

    private static String metrics(int errors, int warming) {
        return "{\"_aws\":{\"Timestamp\":1},\"Latency\":1.500,\"ServerErrors\":" + errors + ",\"WarmingUp\":" + warming
                + "}";
    }
}
