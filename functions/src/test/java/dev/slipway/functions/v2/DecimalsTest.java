package dev.slipway.functions.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalsTest {

    private static final int ROUNDS = 50_000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void whatItReadsIsTheNearestDouble() {
        for (int i = 0; i < ROUNDS; i++) {
            String text = decimal();
            double read = toDouble(text);
            if (!Double.isNaN(read)) {
                assertThat(read).as("%s, seed %d", text, seed).isEqualTo(Double.parseDouble(text));
            }
        }
    }

    @Test
    void whatItReadsIsTheNearestFloat() {
        for (int i = 0; i < ROUNDS; i++) {
            String text = decimal();
            float read = toFloat(text);
            if (!Float.isNaN(read)) {
                assertThat(read).as("%s, seed %d", text, seed).isEqualTo(Float.parseFloat(text));
            }
        }
    }

    @Test
    void whatFloatsAndDoublesAreWrittenAsComesBackToTheBit() {
        int done = 0;
        for (int i = 0; i < ROUNDS; i++) {
            float value = (float) (random.nextGaussian() * 100);
            float read = toFloat(Float.toString(value));
            if (!Float.isNaN(read)) {
                assertThat(read).as("%s, seed %d", value, seed).isEqualTo(value);
                done++;
            }
        }
        assertThat(done).as("of %d, seed %d", ROUNDS, seed).isGreaterThan(ROUNDS * 9 / 10);
    }

    @Test
    void aPlaceBetweenTwoFloatsIsLeftToOthers() {
        // 1 + 2^-24 lies exactly between two floats; the second is above it by less than a double can tell.
        assertThat(toFloat("1.000000059604644775")).isNaN();
        assertThat(toFloat("16777217.0")).isNaN();
        assertThat(toFloat("1e-39")).isNaN();
    }

    @Test
    void zerosKeepTheirSign() {
        assertThat(Double.doubleToRawLongBits(toDouble("-0.0"))).isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(Float.floatToRawIntBits(toFloat("-0.0e5"))).isEqualTo(Float.floatToRawIntBits(-0.0f));
        assertThat(toFloat("0.0")).isEqualTo(0.0f);
    }

    @Test
    void whatIsTooLongIsLeftToOthers() {
        assertThat(toDouble("9007199254740993.0")).isNaN();
        assertThat(toDouble("1.0e24")).isNaN();
        assertThat(toDouble("1.0e123456789")).isNaN();
        assertThat(toDouble("0.00000000000000000000000000000000000001")).isNaN();
        assertThat(toFloat("3.5e38")).isNaN();
        assertThat(toFloat("1.0e22")).isEqualTo(1.0e22f);
    }

    /** A JSON number: with a point, an exponent or both, of any length. */
    private String decimal() {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        text.append(random.nextInt(3) == 0 ? "0" : Long.toString(random.nextLong(1, 1L << random.nextInt(1, 40))));
        if (random.nextInt(5) > 0) {
            text.append('.');
            int length = random.nextInt(1, 14);
            for (int i = 0; i < length; i++) {
                text.append(random.nextInt(10));
            }
        }
        if (random.nextInt(4) == 0) {
            text.append(String.format(Locale.ROOT, random.nextBoolean() ? "e%d" : "E%+d", random.nextInt(-30, 30)));
        }
        return text.toString();
    }

    private static double toDouble(String text) {
        return Decimals.toDouble(("[" + text).toCharArray(), 1, text.length());
    }

    private static float toFloat(String text) {
        return Decimals.toFloat(("[" + text).toCharArray(), 1, text.length());
    }
}
