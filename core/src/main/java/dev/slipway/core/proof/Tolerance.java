package dev.slipway.core.proof;

import java.math.BigDecimal;

/**
 * How far a number may be from the expected one: {@code |found - expected| <= absolute + relative * |expected|}.
 *
 * @param absolute at least 0
 * @param relative at least 0
 */
public record Tolerance(BigDecimal absolute, BigDecimal relative) {

    /** What a sample that names none gets: what single precision gives back on another machine. */
    public static final Tolerance DEFAULT = new Tolerance(new BigDecimal("0.00001"), new BigDecimal("0.0001"));

    private static final int LARGEST_EXPONENT = 1000;

    /** Nothing but the number itself. */
    public static final Tolerance EXACT = new Tolerance(BigDecimal.ZERO, BigDecimal.ZERO);

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where one is negative
     */
    public Tolerance {
        if (absolute.signum() < 0 || relative.signum() < 0) {
            throw new IllegalArgumentException("tolerance: found absolute " + absolute.toPlainString() + ", relative "
                    + relative.toPlainString() + "; expected 0 or more");
        }
    }

    /** Whether {@code found} is near enough. */
    public boolean accepts(BigDecimal expected, BigDecimal found) {
        if (isExtreme(expected) || isExtreme(found)) {
            return expected.compareTo(found) == 0;
        }
        BigDecimal distance = found.subtract(expected).abs();
        return distance.compareTo(absolute.add(relative.multiply(expected.abs()))) <= 0;
    }

    /** Beyond any floating-point datatype; to subtract it could need as many digits as its exponent says. */
    private static boolean isExtreme(BigDecimal number) {
        return Math.abs((long) number.precision() - number.scale()) > LARGEST_EXPONENT;
    }
}
