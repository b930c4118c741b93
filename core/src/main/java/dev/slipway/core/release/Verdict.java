package dev.slipway.core.release;

/** What the evidence says about a release, and why. */
public sealed interface Verdict {

    /** The rule that decided and its number (I8). */
    Reason reason();

    /** The step is passed: on to the next one. */
    record Advance(Reason reason) implements Verdict {}

    /** Not yet: weights stay as they are. */
    record Hold(Reason reason) implements Verdict {}

    /** The step needs a person's approval. Weights stay as they are. */
    record Ask(Reason reason) implements Verdict {}

    /** The step's time is over and nothing is decided. Weights stay as they are, and the evidence is still read. */
    record Inconclusive(Reason reason) implements Verdict {}

    /** The candidate gets no more traffic. Final (I3). */
    record RollBack(Reason reason) implements Verdict {}

    /** The candidate is the new stable. Final (I3). */
    record Promote(Reason reason) implements Verdict {}
}
