package dev.slipway.core.platform;

import java.util.Arrays;
import java.util.regex.Pattern;

/** The rules of a {@link ReleaseStore}'s keys and documents, the same for every adapter. */
public final class Keys {

    /** The most bytes a document may have. */
    public static final int LARGEST_DOCUMENT = 1_000_000;

    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9._-]+(/[a-z0-9._-]+)*");
    private static final int LONGEST_PART = 200;

    private Keys() {}

    /**
     * Checks a key.
     *
     * @throws PlatformException.Refused where it is none; the message says what is
     */
    public static void check(String key) {
        if (!isAllowed(key)) {
            throw new PlatformException.Refused("\"" + key + "\" is not a key; expected parts of a-z, 0-9, dot,"
                    + " underscore and hyphen with / between them, each at most " + LONGEST_PART
                    + " long and none of them . or ..");
        }
    }

    /** Whether this is a key. */
    public static boolean isAllowed(String key) {
        return ALLOWED.matcher(key).matches()
                && Arrays.stream(key.split("/"))
                        .allMatch(part -> part.length() <= LONGEST_PART && !part.equals(".") && !part.equals(".."));
    }

    /**
     * Checks a document before it is written.
     *
     * @throws PlatformException.Refused where it is too large
     */
    public static void check(String key, byte[] content) {
        check(key);
        if (content.length > LARGEST_DOCUMENT) {
            throw new PlatformException.Refused(
                    "the document " + key + " has " + content.length + " bytes; expected at most " + LARGEST_DOCUMENT);
        }
    }
}
