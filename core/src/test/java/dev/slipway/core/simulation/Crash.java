package dev.slipway.core.simulation;

/** The process ends here. An error, so that nothing on the way mistakes it for a failure it could handle. */
final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    Crash() {
        super("crash", null, false, false);
    }
}
