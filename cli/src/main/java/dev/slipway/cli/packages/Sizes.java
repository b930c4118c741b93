package dev.slipway.cli.packages;

import java.util.Locale;

/** Sizes for people. */
final class Sizes {

    private static final int STEP = 1000;
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private Sizes() {}

    /** Bytes in the largest unit that fits: {@code 12.3 MB}. */
    static String text(long bytes) {
        if (bytes < STEP) {
            return bytes + " bytes";
        }
        double value = bytes;
        int unit = -1;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
