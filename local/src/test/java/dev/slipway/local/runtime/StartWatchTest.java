package dev.slipway.local.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartWatchTest {

    private final AtomicInteger refused = new AtomicInteger();
    private final List<String> seen = new ArrayList<>();
    private final StartWatch watch =
            new StartWatch((bytes, length) -> seen.add(new String(bytes, 0, length, UTF_8)), refused::incrementAndGet);

    @Test
    void aJvmThatSharesNoClassesDidNotTakeItsCache() {
        print("{\"event\":\"started\",\"threads\":1,\"classes_shared\":false}");
        print("{\"event\":\"started\",\"threads\":1,\"classes_shared\":false}");
        watch.ended(134);

        assertThat(refused).hasValue(1);
        assertThat(seen).hasSize(2);
    }

    @Test
    void aJvmThatSharesThemTookItAndWhatItDoesLaterIsNotTheCaches() {
        print("{\"Endpoint\":\"digits\",\"classes_shared\":false}");
        print("{}");
        print("{\"event\":\"started\",\"threads\":1,\"classes_shared\":true}");
        print("{\"event\":\"started\",\"classes_shared\":false}");
        watch.ended(139);

        assertThat(refused).hasValue(0);
        assertThat(seen).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {132, 134, 135, 136, 139})
    void aJvmThatCrashesBeforeItSaysAnythingMayHaveDiedOfIt(int code) {
        watch.ended(code);
        assertThat(refused).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 137, 143})
    void aProcessThatEndsOrIsEndedHasNothingAgainstItsCache(int code) {
        watch.ended(code);
        assertThat(refused).hasValue(0);
    }

    private void print(String line) {
        byte[] bytes = (line + " and what the array held before").getBytes(UTF_8);
        watch.line(bytes, line.getBytes(UTF_8).length);
    }
}
