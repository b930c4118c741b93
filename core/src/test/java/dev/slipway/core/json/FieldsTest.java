package dev.slipway.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private static Json.Fields numbered(int count) {
        Json.Fields fields = Json.object();
        for (int i = 0; i < count; i++) {
            fields = fields.with("k" + i, Json.of(i));
        }
        return fields;
    }

    @Test
    void twoThatGrowOutOfTheSameOneKnowNothingOfEachOther() {
        Json.Fields one = numbered(3);
        Json.Fields left = one.with("left", Json.of(1));
        Json.Fields right = one.with("right", Json.of(2));

        assertThat(one.fields()).containsOnlyKeys("k0", "k1", "k2");
        assertThat(left.fields()).containsOnlyKeys("k0", "k1", "k2", "left");
        assertThat(right.fields()).containsOnlyKeys("k0", "k1", "k2", "right");
        assertThat(left.with("k1", Json.of(9)).find("k1")).contains(Json.of(9));
        assertThat(left.find("k1")).contains(Json.of(1));
    }

    @Test
    void theyBehaveAsAMapWouldHoweverTheyWereBuilt() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
        for (int round = 0; round < 200; round++) {
            Map<String, Json> expected = new LinkedHashMap<>();
            Json.Fields fields = Json.object();
            Json.Fields earlier = fields;
            Map<String, Json> before = Map.of();
            int changes = random.nextInt(60);
            for (int i = 0; i < changes; i++) {
                if (random.nextInt(8) == 0) {
                    earlier = fields;
                    before = new LinkedHashMap<>(expected);
                }
                String key = "k" + random.nextInt(40);
                expected.put(key, Json.of(i));
                fields = fields.with(key, Json.of(i));
            }
            assertThat(fields.fields()).as("seed 11, round %s", round).containsExactlyEntriesOf(expected);
            assertThat(fields).isEqualTo(new Json.Fields(expected)).hasSameHashCodeAs(new Json.Fields(expected));
            assertThat(earlier.fields()).isEqualTo(before);
        }
    }

    @Test
    void manyAreFoundAndMissedAsFewAre() {
        Json.Fields many = numbered(1000);

        assertThat(many.find("k999")).contains(Json.of(999));
        assertThat(many.find("k1000")).isEmpty();
        assertThat(JsonText.parse(JsonText.write(many))).isEqualTo(many);
    }

    @Test
    void nobodyChangesThem() {
        assertThatThrownBy(() -> numbered(2).fields().put("k9", Json.of(1)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> JsonText.parse("{\"a\":1,\"a\":2}")).isInstanceOf(JsonException.class);
    }
}
