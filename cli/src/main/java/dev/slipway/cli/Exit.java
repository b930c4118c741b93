package dev.slipway.cli;

/** The command's exit codes: a promise to scripts. */
public final class Exit {

    /** Done; of a release that was watched: promoted. */
    public static final int DONE = 0;

    /** Failed, for a reason that was told. */
    public static final int FAILED = 1;

    /** Asked wrongly: a word, an option or a name that does not fit. Nothing was done. */
    public static final int ASKED_WRONGLY = 2;

    /** The release was rolled back, or stopped at verify. */
    public static final int ROLLED_BACK = 3;

    /** The release was left paused, waiting, or out of time. */
    public static final int LEFT = 4;

    private Exit() {}
}
