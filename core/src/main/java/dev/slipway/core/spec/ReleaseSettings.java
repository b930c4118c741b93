package dev.slipway.core.spec;

import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleasePlan.OnInconclusive;
import dev.slipway.core.release.Step;
import java.util.List;
import java.util.Optional;

/**
 * What counts as evidence, as far as a release block says it; where it is silent the plan's own value holds.
 *
 * <pre>{@code
 * release:
 *   advance: proof              # proof | no-evidence-against
 *   on_inconclusive: hold       # hold | roll-back | promote | ask
 *   alpha: 0.01                 # above 0, at most 0.5
 *   beta: 0.05                  # above 0, at most 0.5
 *   tolerate: 1.25              # odds ratio still accepted, 1 to 100
 *   slo: 1%                     # share of calls that may fail at all
 *   quantiles: [0.5, 0.95]      # of latency, each above 0 and below 1
 *   alarms: [digits-errors]     # names of alarms that roll back
 * }</pre>
 *
 * @param advance what a step needs to be passed
 * @param onInconclusive what happens when a step's time is over and the evidence decides nothing
 * @param alpha the highest probability of rolling back a candidate that is no worse than tolerated
 * @param beta the highest probability of a false proof
 * @param tolerate the odds ratio of candidate to stable that is still accepted
 * @param slo the share of calls that may fail at all
 * @param quantiles the latency quantiles to compare; empty where the block names none
 * @param alarms the names of alarms that roll back
 */
public record ReleaseSettings(
        Optional<Advance> advance,
        Optional<OnInconclusive> onInconclusive,
        Optional<Double> alpha,
        Optional<Double> beta,
        Optional<Double> tolerate,
        Optional<Double> slo,
        List<Double> quantiles,
        List<String> alarms) {

    /** Nothing said. */
    public static final ReleaseSettings NONE = new ReleaseSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());

    /** Copies the lists. */
    public ReleaseSettings {
        quantiles = List.copyOf(quantiles);
        alarms = List.copyOf(alarms);
    }

    /** The plan with what is said here in place of its own. */
    ReleasePlan over(ReleasePlan plan, List<Step> steps) {
        return new ReleasePlan(
                plan.name(),
                steps,
                advance.orElse(plan.advance()),
                onInconclusive.orElse(plan.onInconclusive()),
                alpha.orElse(plan.alpha()),
                beta.orElse(plan.beta()),
                tolerate.orElse(plan.tolerate()),
                slo.or(plan::slo),
                quantiles.isEmpty() ? plan.quantiles() : quantiles,
                alarms.isEmpty() ? plan.alarms() : alarms);
    }
}
