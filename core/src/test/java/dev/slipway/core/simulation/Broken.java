package dev.slipway.core.simulation;

/** An invariant does not hold. */
final class Broken extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final String invariant;

    Broken(String invariant, String how) {
        super(invariant + ": " + how);
        this.invariant = invariant;
    }

    /** Which: {@code I1} to {@code I8}. */
    String invariant() {
        return invariant;
    }

    static void unless(boolean holds, String invariant, String how) {
        if (!holds) {
            throw new Broken(invariant, how);
        }
    }
}
