package dev.slipway.core.platform;

/** The rules of a {@link ReleaseStore}'s keys and documents, the same for every adapter. */
public final class Keys {

    /** The most bytes a document may have. */
    public static final int LARGEST_DOCUMENT = 1_000_000;

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

    /** Whether this is a key. Every document that is read or written asks, so it is spelled out. */
    public static boolean isAllowed(String key) {
        int begin = 0;
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) == '/') {
                if (!isPart(key, begin, i)) {
                    return false;
                }
                begin = i + 1;
            } else if (!isAllowed(key.charAt(i))) {
                return false;
            }
        }
        return isPart(key, begin, key.length());
    }

    private static boolean isAllowed(char letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= '0' && letter <= '9')
                || letter == '.'
                || letter == '_'
                || letter == '-';
    }

    private static boolean isPart(String key, int begin, int end) {
        int length = end - begin;
        boolean dots = length <= 2 && key.startsWith("..".substring(0, Math.max(0, length)), begin);
        return length > 0 && length <= LONGEST_PART && !dots;
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
