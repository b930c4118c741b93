package dev.slipway.core.platform;

/**
 * Tells the people behind a commit how its release goes. The last report of a release is the one they see: telling the
 * same once more changes nothing, and whoever tells may die and tell again.
 */
public interface Reporter {

    /**
     * Tells it.
     *
     * @throws PlatformException.Unavailable where nobody listens now: tell it again later
     * @throws PlatformException.Denied where these credentials may not say it: tell it again with others; the message
     *     has the remedy
     * @throws PlatformException.Refused where this will never be taken, such as for no such commit; the message has the
     *     remedy
     */
    void report(ReleaseReport report);

    /** One that tells nobody: for stages whose releases come from no repository. */
    static Reporter silent() {
        return report -> {};
    }
}
