package dev.slipway.core.release;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them in a reason. */
final class Numbers {

    private static final MathContext THREE_DIGITS = new MathContext(3);

    private Numbers() {}

    /** {@code 0.0125} as {@code 1.25%}. */
    static String percent(double share) {
        return new BigDecimal(share)
                        .round(THREE_DIGITS)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString() + "%";
    }

    /** With three digits, and none that say nothing: {@code 600}, {@code 0.25}. */
    static String brief(double number) {
        BigDecimal rounded = new BigDecimal(number).round(THREE_DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** With two decimals. */
    static String plain(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
