package dev.slipway.core.platform;

import dev.slipway.core.model.Digest;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules of tags, the same for every {@link ModelStore}. */
public final class Tags {

    /** As in the OCI layout's {@code org.opencontainers.image.ref.name}, without the slash. */
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9]+((--|[-._:@+])[A-Za-z0-9]+)*");

    private static final int LONGEST = 128;

    private Tags() {}

    /** Whether {@code tag} may be a tag: {@code digits:stable}, never something that looks like a digest. */
    public static boolean isAllowed(String tag) {
        return tag.length() <= LONGEST && ALLOWED.matcher(tag).matches() && !tag.startsWith("sha256:");
    }

    /**
     * Checks a tag before it is written.
     *
     * @throws PlatformException.Refused where it may not be one; the message says what may
     */
    public static void check(String tag) {
        if (!isAllowed(tag)) {
            throw new PlatformException.Refused("\"" + tag + "\" cannot be a tag; expected up to " + LONGEST
                    + " letters and digits with single - . _ : @ + between them, such as digits:stable, and no digest");
        }
    }

    /**
     * Compares what a tag should point to with what it does point to.
     *
     * @throws PlatformException.Conflict where they differ
     */
    public static void compare(String tag, Optional<Digest> expected, Optional<Digest> found) {
        if (!found.equals(expected)) {
            throw new PlatformException.Conflict("the tag " + tag + " was expected to point to "
                    + expected.map(Digest::toString).orElse("nothing") + ", but points to "
                    + found.map(Digest::toString).orElse("nothing") + "; it was not moved");
        }
    }
}
