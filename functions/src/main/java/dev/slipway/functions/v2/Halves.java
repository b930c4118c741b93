package dev.slipway.functions.v2;

/** Doubles as FP16, rounded once: by way of a plain float, ties would be rounded twice. */
final class Halves {

    private Halves() {}

    /** The nearest FP16, ties to even; an infinity where the value is too large. */
    static short of(double value) {
        float single = (float) value;
        if (single == value || Float.isInfinite(single)) {
            return Float.floatToFloat16(single);
        }
        // Round to odd (Boldo and Melquiond 2005): cut towards zero, then keep "there was more" in the last bit.
        int bits = Float.floatToRawIntBits(single);
        if (Math.abs((double) single) > Math.abs(value)) {
            bits--;
        }
        return Float.floatToFloat16(Float.intBitsToFloat(bits | 1));
    }
}
