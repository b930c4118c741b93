package dev.slipway.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What digests are taken of: equal values give equal bytes, whatever way they were made. */
class CanonicalTest {

    private static final long SEED = 20261126;

    @Test
    void fieldsStandInTheOrderOfTheirKeysHoweverManyThereAre() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int size = 0; size < 60; size++) {
            List<String> keys = new ArrayList<>(IntStream.range(0, size)
                    .mapToObj(number -> Integer.toString(number, 36) + "_" + random.nextInt(3))
                    .toList());
            Collections.shuffle(keys, random);
            Json.Fields fields = Json.object();
            TreeMap<String, Integer> sorted = new TreeMap<>();
            for (String key : keys) {
                fields = fields.with(key, Json.of(key.length()));
                sorted.put(key, key.length());
            }
            String expected = sorted.entrySet().stream()
                    .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
            assertThat(canonical(fields)).as("seed %s, %s fields", SEED, size).isEqualTo(expected);
            assertThat(fields.fields().keySet())
                    .as("the object itself keeps its order")
                    .containsExactlyElementsOf(keys);
        }
    }

    @Test
    void whatGrewOutOfAnObjectDoesNotShowInIt() {
        Json.Fields small = Json.object().with("b", Json.of(1)).with("a", Json.of(2));
        Json.Fields larger = small.with("A", Json.of(3));

        assertThat(canonical(small)).isEqualTo("{\"a\":2,\"b\":1}");
        assertThat(canonical(larger)).isEqualTo("{\"A\":3,\"a\":2,\"b\":1}");
    }

    @Test
    void aNumberIsWrittenAsItsExactValueReads() {
        List<String> numbers = List.of(
                "0",
                "-7",
                "999999999999999999",
                "-999999999999999999",
                "1000000000000000000",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775808",
                "123456789012345678901234567890",
                "1E+3",
                "1.0E+300",
                "-1.0E+300",
                "0.000010",
                "1.50",
                "0E-20");
        for (String number : numbers) {
            BigDecimal exact = new BigDecimal(number);
            assertThat(canonical(new Json.Numeric(exact))).isEqualTo(exact.toString());
            assertThat(JsonText.write(new Json.Numeric(exact))).isEqualTo(exact.toString());
        }
    }

    private static String canonical(Json value) {
        return new String(JsonText.canonical(value), StandardCharsets.UTF_8);
    }
}
