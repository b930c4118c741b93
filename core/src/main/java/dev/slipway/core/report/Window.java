package dev.slipway.core.report;

/**
 * What was observed from one moment to another, in seconds since the release began.
 *
 * @param from its start
 * @param to its end
 * @param stable stable's calls
 * @param candidate the candidate's calls
 */
record Window(double from, double to, Arm stable, Arm candidate) {

    double length() {
        return to - from;
    }

    double middle() {
        return (from + to) / 2;
    }

    /** This window and one after it as one. */
    Window and(Window later) {
        return new Window(from, later.to, stable.plus(later.stable), candidate.plus(later.candidate));
    }
}
