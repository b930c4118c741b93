package dev.slipway.core.release;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.OneLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How a release goes: its steps, and what counts as evidence.
 *
 * @param name the preset's name, or {@code custom}
 * @param steps what happens, in order; at least one
 * @param advance what a step needs to be passed
 * @param onInconclusive what happens when a step's time is over and the evidence decides nothing
 * @param alpha the highest probability of rolling back a candidate that is no worse than tolerated, in (0, 0.5]
 * @param beta the highest probability of a false proof that the candidate is no worse, in (0, 0.5]
 * @param tolerate the odds ratio of candidate to stable that is still accepted, at least 1
 * @param slo the share of calls that may fail at all, in (0, 1), where the plan names one
 * @param quantiles the latency quantiles of stable above which the candidate's calls are compared, each in (0, 1)
 * @param alarms the names of alarms that roll back
 */
public record ReleasePlan(
        String name,
        List<Step> steps,
        Advance advance,
        OnInconclusive onInconclusive,
        double alpha,
        double beta,
        double tolerate,
        Optional<Double> slo,
        List<Double> quantiles,
        List<String> alarms) {

    /** The latency quantiles that are compared where a plan names none. */
    public static final List<Double> DEFAULT_QUANTILES = List.of(0.5, 0.95, 0.99);

    private static final int LONGEST_NAME = 255;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where a number is out of its range, there is no step, or a share falls from one
     *     step to the next; the message begins with the setting's key
     */
    public ReleasePlan {
        steps = List.copyOf(steps);
        quantiles = List.copyOf(quantiles);
        alarms = List.copyOf(alarms);
        alarms.forEach(alarm -> OneLine.check("alarms", alarm, LONGEST_NAME));
        OneLine.check("name", name, LONGEST_NAME);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("steps: a plan needs at least one");
        }
        between("alpha", alpha, 0.5);
        between("beta", beta, 0.5);
        slo.ifPresent(budget -> between("slo", budget, 1));
        quantiles.forEach(quantile -> between("quantiles", quantile, 1));
        if (!(tolerate >= 1) || tolerate > 100) {
            throw new IllegalArgumentException("tolerate: found " + tolerate + "; expected 1 (nothing) to 100");
        }
        BigDecimal before = BigDecimal.ZERO;
        for (Step step : steps) {
            if (step instanceof Step.Shift shift) {
                if (shift.to().compareTo(before) < 0) {
                    throw new IllegalArgumentException("steps: " + shift.label() + " falls below the step before it;"
                            + " expected shares that rise");
                }
                before = shift.to();
            }
        }
    }

    /** This plan with other steps. */
    public ReleasePlan withSteps(List<Step> others) {
        return new ReleasePlan(name, others, advance, onInconclusive, alpha, beta, tolerate, slo, quantiles, alarms);
    }

    /** The plan as it is stored and shown: the words of {@code slipway.yaml}. */
    public Json.Fields json() {
        return PlanJson.write(this);
    }

    /**
     * Reads a stored plan.
     *
     * @throws dev.slipway.core.json.JsonException where it is none
     * @throws IllegalArgumentException where a value in it is not allowed
     */
    public static ReleasePlan read(JsonReader reader) {
        return PlanJson.read(reader);
    }

    private static void between(String key, double value, double limit) {
        if (!(value > 0) || value > limit || (limit == 1 && value == 1)) {
            throw new IllegalArgumentException(
                    key + ": found " + value + "; expected a number above 0, at most " + limit);
        }
    }

    /** What a step needs to be passed. */
    public enum Advance {
        /** The candidate is shown to be no worse. */
        PROOF,
        /** Nothing speaks against the candidate. */
        NO_EVIDENCE_AGAINST
    }

    /** What happens when a step's time is over and the evidence decides nothing. */
    public enum OnInconclusive {
        HOLD,
        ROLL_BACK,
        PROMOTE,
        ASK
    }
}
