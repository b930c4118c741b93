package dev.slipway.aws;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.PlatformException;
import java.util.regex.Pattern;

/**
 * Tells version numbers from everything else that Lambda takes in their place: without a number a call would mean
 * {@code $LATEST}, and a deletion the whole function.
 */
final class VersionNumber {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private VersionNumber() {}

    static boolean is(String version) {
        return NUMBER.matcher(version).matches();
    }

    /**
     * Checks before weights are written.
     *
     * @throws PlatformException.Refused where it is no number
     */
    static void check(ModelName endpoint, String version) {
        if (!is(version)) {
            throw new PlatformException.Refused("\"" + version + "\" is no published version of " + endpoint
                    + "; expected a number: only published versions may have traffic");
        }
    }

    /** Where it stands in the order of publishing. */
    static long of(String version) {
        return Long.parseLong(version);
    }
}
