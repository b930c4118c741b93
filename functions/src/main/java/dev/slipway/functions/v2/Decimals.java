package dev.slipway.functions.v2;

/**
 * Short decimals as binary numbers, at once and without an object: where both the digits and the power of ten are exact
 * doubles, one division or product rounds once, and that is the nearest double (William D. Clinger, "How to Read Floating
 * Point Numbers Accurately", 1990). Others are left to those who can do all.
 */
final class Decimals {

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** Digits up to this make an exact double. */
    private static final long LARGEST = 1L << 53;

    private static final int LONGEST_EXPONENT = 4;

    /** What a float leaves out of a double, and the place exactly between two floats. */
    private static final long BEYOND_FLOAT = (1L << 29) - 1;

    private static final long BETWEEN_FLOATS = 1L << 28;

    private Decimals() {}

    /**
     * The double nearest to a JSON number; NaN where this takes more than is done here.
     *
     * @param text holds the number from {@code start}, {@code length} signs long, as JSON's grammar has it
     */
    static double toDouble(char[] text, int start, int length) {
        int end = start + length;
        int at = start;
        boolean negative = text[at] == '-';
        if (negative) {
            at++;
        }
        long digits = 0;
        int power = 0;
        boolean fraction = false;
        for (; at < end; at++) {
            char sign = text[at];
            if (sign >= '0' && sign <= '9') {
                digits = digits * 10 + (sign - '0');
                if (digits > LARGEST) {
                    return Double.NaN;
                }
                power -= fraction ? 1 : 0;
            } else if (sign == '.') {
                fraction = true;
            } else {
                int exponent = exponent(text, at, end);
                if (exponent == Integer.MIN_VALUE) {
                    return Double.NaN;
                }
                power += exponent;
                break;
            }
        }
        return toDouble(digits, power, negative);
    }

    /** The double nearest to digits before a power of ten; NaN where this takes more than is done here. */
    static double toDouble(long digits, int power, boolean negative) {
        int size = Math.abs(power);
        if (size >= POWERS_OF_TEN.length || digits > LARGEST) {
            return Double.NaN;
        }
        double value = power < 0 ? digits / POWERS_OF_TEN[size] : digits * POWERS_OF_TEN[size];
        return negative ? -value : value;
    }

    /** The number behind the {@code e}; the least integer where it is long. */
    private static int exponent(char[] text, int start, int end) {
        int at = start + 1;
        boolean negative = at < end && text[at] == '-';
        if (at < end && (negative || text[at] == '+')) {
            at++;
        }
        if (at == end || end - at > LONGEST_EXPONENT) {
            return Integer.MIN_VALUE;
        }
        int exponent = 0;
        for (; at < end; at++) {
            exponent = exponent * 10 + (text[at] - '0');
        }
        return negative ? -exponent : exponent;
    }

    /**
     * The float nearest to a JSON number; NaN where this takes more than is done here. A double that was rounded lies on
     * the same side of every place between two floats as the number itself, unless it lies on that place.
     */
    static float toFloat(char[] text, int start, int length) {
        return toFloat(toDouble(text, start, length));
    }

    /** The float nearest to what that double was made of, as {@link #toFloat(char[], int, int)} has it. */
    static float toFloat(double value) {
        boolean between = (Double.doubleToRawLongBits(value) & BEYOND_FLOAT) == BETWEEN_FLOATS;
        boolean tiny = value != 0 && Math.abs(value) < Float.MIN_NORMAL;
        return between || tiny ? Float.NaN : (float) value;
    }
}
