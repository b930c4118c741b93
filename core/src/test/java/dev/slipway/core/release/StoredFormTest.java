package dev.slipway.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** States and plans as they are stored: what is written is what is read. */
class StoredFormTest {

    private static RandomStates seeded(long seed) {
        return new RandomStates(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    }

    private static JsonReader stored(Json.Fields json) {
        return JsonReader.parse("state", JsonText.canonical(json));
    }

    @Test
    void aPlanIsReadAsItWasWritten() {
        for (long seed = 0; seed < 500; seed++) {
            ReleasePlan plan = seeded(seed).plan();
            assertThat(ReleasePlan.read(stored(plan.json())))
                    .as("seed %s", seed)
                    .isEqualTo(plan);
        }
    }

    @Test
    void aStateIsReadAsItWasWrittenButForTimesBelowAMillisecond() {
        for (long seed = 0; seed < 1000; seed++) {
            ReleaseState state = seeded(seed).state();
            assertThat(ReleaseState.read(stored(state.json())))
                    .as("seed %s", seed)
                    .isEqualTo(state);
        }
    }

    @Test
    void i1WeightsOfEveryStateNameAtMostTwoVersionsAndSumToOne() {
        for (long seed = 0; seed < 1000; seed++) {
            seeded(seed).state().weights().ifPresent(weights -> {
                assertThat(weights.shares()).hasSizeBetween(1, 2);
                assertThat(weights.shares().keySet()).isSubsetOf("1", "2");
                assertThat(weights.shares().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                        .isEqualByComparingTo(BigDecimal.ONE);
            });
        }
    }

    @Test
    void theSameStateGivesTheSameBytes() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(JsonText.canonical(seeded(seed).state().json()))
                    .as("seed %s", seed)
                    .isEqualTo(JsonText.canonical(seeded(seed).state().json()));
        }
    }

    @Test
    void whatNewerCodeWroteIsRefusedWithARemedy() {
        Json.Fields newer = seeded(1).state().json().with("schema_version", Json.of(2));
        assertThatThrownBy(() -> ReleaseState.read(stored(newer)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state has schema_version 2; this code reads 1: update Slipway first");
    }

    @Test
    void damageIsNamedWithItsPlace() {
        Json.Fields state = seeded(1).state().json();
        assertThatThrownBy(() -> ReleaseState.read(stored(state.with("plan", Json.of("canary")))))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("state.plan: expected an object, found \"canary\"");
        assertThatThrownBy(() -> ReleaseState.read(
                        stored(state.with("status", Json.object().with("state", Json.of("lost"))))))
                .hasMessageContaining("state.status.state: \"lost\" is not known here");
        assertThatThrownBy(() -> ReleaseState.read(stored(state.with("started_at", Json.of("yesterday")))))
                .hasMessageContaining("state.started_at: expected a time");
        assertThatThrownBy(() -> ReleasePlan.read(
                        stored(seeded(1).plan().json().with("steps", Json.array(java.util.List.of(Json.object()))))))
                .hasMessageContaining("no step \"\" is known here");
    }

    @Test
    void timesHaveMilliseconds() {
        assertThat(Times.format(Instant.parse("2026-11-24T03:42:00.1234567Z"))).isEqualTo("2026-11-24T03:42:00.123Z");
        byte[] bytes = "{\"at\":\"2026-11-24T03:42:00.123Z\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(Times.read(JsonReader.parse("x", bytes), "at")).isEqualTo(Instant.parse("2026-11-24T03:42:00.123Z"));
    }
}
