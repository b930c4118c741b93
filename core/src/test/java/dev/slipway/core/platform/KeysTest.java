package dev.slipway.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeysTest {

    private static final long SEED = 6;

    /** The rule as it is written down. */
    private static boolean rule(String key) {
        return Pattern.matches("[a-z0-9._-]+(/[a-z0-9._-]+)*", key)
                && Stream.of(key.split("/"))
                        .allMatch(part -> part.length() <= 200 && !part.equals(".") && !part.equals(".."));
    }

    @Test
    void aKeyIsWhatItsRuleSays() {
        List<String> known = List.of(
                "",
                "/",
                "a",
                "a/",
                "/a",
                "a//b",
                ".",
                "..",
                "...",
                ".a",
                "a/..",
                "../a",
                "a/./b",
                "a/.b",
                "a/b..",
                "A",
                "\u00e4",
                "a b",
                "a\n",
                "_endpoints/digits.json",
                "a".repeat(200),
                "a".repeat(201),
                "b/" + "a".repeat(200),
                "b/" + "a".repeat(201) + "/c");
        assertThat(known)
                .allSatisfy(key -> assertThat(Keys.isAllowed(key)).as(key).isEqualTo(rule(key)));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        String letters = "az09._-/.../A{`:@";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder key = new StringBuilder();
            int length = random.nextInt(8);
            for (int i = 0; i < length; i++) {
                key.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(Keys.isAllowed(key.toString()))
                    .as("seed %s: \"%s\"", SEED, key)
                    .isEqualTo(rule(key.toString()));
        }
    }
}
