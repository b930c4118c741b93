package dev.slipway.core.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a release stands within its steps, and what was seen in the present one.
 *
 * @param step the index of the step
 * @param entered when the step was decided on; until then the weights were the step before's
 * @param applied when the router was seen to have the step's weights; empty before
 * @param before when the weights of the step before were seen on the router; empty where it had none of its own
 * @param observed how much time of this step was measured on every version that has traffic
 * @param stable stable's calls in that time
 * @param candidate the candidate's calls in that time
 * @param proof that the candidate is no worse, from this step alone
 */
public record Progress(
        int step,
        Instant entered,
        Optional<Instant> applied,
        Optional<Instant> before,
        Duration observed,
        Tally stable,
        Tally candidate,
        NoWorse.Proof proof) {

    /** A step that was just decided on. */
    static Progress enter(int step, Instant now, Optional<Instant> before) {
        return new Progress(
                step, now, Optional.empty(), before, Duration.ZERO, Tally.NONE, Tally.NONE, NoWorse.Proof.none());
    }

    Progress appliedAt(Instant now) {
        return new Progress(step, entered, Optional.of(now), before, observed, stable, candidate, proof);
    }

    Progress seen(ReleasePlan plan, Duration length, Tally onStable, Tally onCandidate) {
        return new Progress(
                step,
                entered,
                applied,
                before,
                observed.plus(length),
                stable.plus(onStable),
                candidate.plus(onCandidate),
                NoWorse.fold(plan, proof, onStable, onCandidate));
    }

    /** After the clock was set back to {@code now}: what was done before then was done by then. */
    Progress setBack(Instant now) {
        return new Progress(
                step,
                entered.isBefore(now) ? entered : now,
                applied.map(at -> at.isBefore(now) ? at : now),
                before.filter(at -> at.isBefore(now)),
                observed,
                stable,
                candidate,
                proof);
    }

    /** With less time measured. */
    Progress without(Duration time) {
        Duration left = observed.minus(time);
        return new Progress(
                step, entered, applied, before, left.isNegative() ? Duration.ZERO : left, stable, candidate, proof);
    }

    /** Whether the whole window lies within this step's weights. */
    boolean covers(Observation window) {
        return applied.isPresent() && !window.start().isBefore(applied.get());
    }

    /** Whether the weights stayed the same during the whole window: this step's, or those of the step before. */
    boolean steady(Observation window) {
        boolean inStepBefore = before.isPresent()
                && !window.start().isBefore(before.get())
                && !window.end().isAfter(entered);
        return covers(window) || inStepBefore;
    }

    /**
     * Whether, besides, the weights had stood for a while when the window began: environments that a rise of weights
     * started warm up on both versions, and not alike.
     */
    boolean warm(Observation window) {
        Duration settling = Duration.between(window.start(), window.end()).multipliedBy(Warming.SETTLING_WINDOWS);
        return covers(window)
                ? !window.start().isBefore(applied.orElseThrow().plus(settling))
                : steady(window)
                        && !window.start().isBefore(before.orElseThrow().plus(settling));
    }
}
