package dev.slipway.core.release;

import dev.slipway.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was learnt since the candidate had its first call.
 *
 * @param gates the sums of each rollback gate, by its key
 * @param onStable the sums that stable itself has under the gates that look at one version alone
 * @param stable stable's calls
 * @param candidate the candidate's calls
 * @param waiting calls that wait for stable's to be judged together with them: see {@link Watch}
 * @param windows how many windows were looked at
 * @param both where both versions broke a rule in the last window: what they did
 * @param missing where the last window said nothing of a version that has traffic: why
 */
public record Evidence(
        Map<String, Sums> gates,
        Map<String, Sums> onStable,
        Tally stable,
        Tally candidate,
        Pair waiting,
        long windows,
        Optional<String> both,
        Optional<String> missing) {

    /** Copies the sums. */
    public Evidence {
        gates = Map.copyOf(gates);
        onStable = Map.copyOf(onStable);
    }

    /** Nothing was seen yet. */
    static Evidence none() {
        return new Evidence(
                Map.of(), Map.of(), Tally.NONE, Tally.NONE, Pair.NONE, 0, Optional.empty(), Optional.empty());
    }

    /**
     * Both versions' calls.
     *
     * @param stable stable's
     * @param candidate the candidate's
     */
    public record Pair(Tally stable, Tally candidate) {
        static final Pair NONE = new Pair(Tally.NONE, Tally.NONE);

        Pair plus(Pair other) {
            return new Pair(stable.plus(other.stable), candidate.plus(other.candidate));
        }
    }

    /**
     * The evidence against the candidate.
     *
     * @param log the logarithm of E: at ln(1/alpha) it rolls back
     * @param strongest the gate that gives the most to it
     * @param strongestLog that gate's own logarithm
     */
    record Strength(double log, Gate strongest, double strongestLog) {}

    /** All gates together: the weighted sum of their e-values (I9). */
    Strength against(ReleasePlan plan) {
        List<Gate> all = Gate.of(plan);
        return against(all, logs(all));
    }

    private static Strength against(List<Gate> all, double[] logs) {
        double weights = 0;
        for (Gate gate : all) {
            weights += gate.weight();
        }
        double log = Sums.NOTHING;
        int strongest = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logs.length; i++) {
            double part = Math.log(all.get(i).weight() / weights) + logs[i];
            log = Mixture.logAdd(log, part);
            if (part > most) {
                most = part;
                strongest = i;
            }
        }
        return new Strength(log, all.get(strongest), logs[strongest]);
    }

    /** Each gate's own logarithm. */
    private double[] logs(List<Gate> all) {
        double[] logs = new double[all.size()];
        for (int i = 0; i < logs.length; i++) {
            Gate gate = all.get(i);
            logs[i] = gate.mixture().log(sums(gate));
        }
        return logs;
    }

    Sums sums(Gate gate) {
        Sums sums = gates.get(gate.key());
        return sums == null ? gate.mixture().none() : sums;
    }

    Sums onStable(Gate gate) {
        Sums sums = onStable.get(gate.key());
        return sums == null ? gate.mixture().none() : sums;
    }

    /** The logarithm of E of all gates together. */
    public double log(ReleasePlan plan) {
        return against(plan).log();
    }

    /** The evidence as people and programs read it. */
    public Json.Fields summary(ReleasePlan plan) {
        List<Gate> all = Gate.of(plan);
        double[] own = logs(all);
        Json.Fields logs = Json.object();
        for (int i = 0; i < own.length; i++) {
            logs = logs.with(all.get(i).key(), Json.of(own[i]));
        }
        Strength against = against(all, own);
        return Json.object()
                .with("log_e", Json.of(against.log()))
                .with("threshold", Json.of(Release.threshold(plan)))
                .with("strongest", Json.of(against.strongest().key()))
                .with("gates", logs)
                .with("stable", stable.json())
                .with("candidate", candidate.json())
                .with("windows", Json.of(windows))
                .with("missing", Json.ofText(missing));
    }
}
