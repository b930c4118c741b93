package dev.slipway.local.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowerLinesTest {

    private final List<String> heard = new ArrayList<>();
    private final SlowerLines lines =
            new SlowerLines((bytes, length) -> heard.add(new String(bytes, 0, length, UTF_8)), Duration.ofMillis(25));

    private void line(String text) {
        byte[] bytes = (text + "rest of a buffer").getBytes(UTF_8);
        lines.line(bytes, text.getBytes(UTF_8).length);
    }

    @Test
    void theLatencyOfACallGrowsAndNothingElseChanges() {
        line("{\"_aws\":{},\"Latency\":0.125,\"ServerErrors\":0}");
        line("no metric");
        assertThat(heard).containsExactly("{\"_aws\":{},\"Latency\":25.125,\"ServerErrors\":0}", "no metric");
    }
}
