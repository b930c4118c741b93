package dev.slipway.packager.format;

/** Whole numbers that model files write as text. */
public final class WholeNumbers {

    private WholeNumbers() {}

    /**
     * A count or a size.
     *
     * @param name what the file calls it, for the message
     * @return from 0 to {@link Integer#MAX_VALUE}
     * @throws FormatException where it is something else
     */
    public static long whole(String name, String text) {
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= Integer.MAX_VALUE) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new FormatException("its " + name + " is \"" + text + "\"");
    }
}
