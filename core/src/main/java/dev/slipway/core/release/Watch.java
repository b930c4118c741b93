package dev.slipway.core.release;

import dev.slipway.core.release.Evidence.Pair;
import dev.slipway.core.release.Observation.Arm;
import dev.slipway.core.release.Observation.Measured;
import dev.slipway.core.release.Observation.NoData;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes one window into the evidence. What compares the versions takes only windows in which the weights stood still,
 * or a change of weights and one of the base rate would look like a difference. What looks at the candidate alone takes
 * every window, but judges its calls together with stable's: as long as stable has traffic and none of its calls came,
 * they wait, so that an outage that hits both never looks like the candidate's fault only because it was asked first.
 */
final class Watch {

    /** Stable is suspect where its own sums under a rule passed this. */
    private static final double SUSPECT = Math.log(3);

    /** Its sums go no higher, so that it is trusted again soon after an outage. */
    private static final double SUSPICION_LIMIT = 10;

    private final ReleaseState state;
    private final Observation window;

    Watch(ReleaseState state, Observation window) {
        this.state = state;
        this.window = window;
    }

    ReleaseState observed() {
        Optional<Measured> stable = stableArm().flatMap(Watch::measured);
        Optional<Measured> candidate = measured(candidateArm());
        Evidence evidence = alone(compared(state.evidence(), stable, candidate), stable, candidate);
        Progress progress = progress(stable, candidate);
        return state.withObserved(
                window.end(), counted(evidence, stable, candidate), progress, reckoning(progress, stable, candidate));
    }

    private Reckoning reckoning(Progress after, Optional<Measured> stable, Optional<Measured> candidate) {
        boolean called = Stream.concat(stable.stream(), candidate.stream()).anyMatch(arm -> arm.requests() > 0);
        return called
                ? state.reckoning().calledUntil(window.end())
                : state.reckoning().idle(after.observed().minus(state.progress().observed()));
    }

    private Optional<Arm> stableArm() {
        return state.stable().map(stable -> window.arm(stable.version()));
    }

    private Arm candidateArm() {
        return window.arm(state.candidate().version());
    }

    private static Optional<Measured> measured(Arm arm) {
        return switch (arm) {
            case Measured measured -> Optional.of(measured);
            case NoData(var _) -> Optional.empty();
        };
    }

    private static Optional<String> missing(Arm arm, String name) {
        return switch (arm) {
            case Measured(var _, var _, var _, var _) -> Optional.empty();
            case NoData(String why) -> Optional.of("no data of " + name + ": " + why);
        };
    }

    private Optional<String> missing() {
        Optional<String> ofCandidate = missing(candidateArm(), "the candidate");
        return ofCandidate.isPresent() || !state.stableServes()
                ? ofCandidate
                : stableArm().flatMap(arm -> missing(arm, "stable"));
    }

    private Evidence counted(Evidence evidence, Optional<Measured> stable, Optional<Measured> candidate) {
        return new Evidence(
                evidence.gates(),
                evidence.onStable(),
                evidence.stable().plus(stable.map(Tally::of).orElse(Tally.NONE)),
                evidence.candidate().plus(candidate.map(Tally::of).orElse(Tally.NONE)),
                evidence.waiting(),
                evidence.windows() + 1,
                evidence.both(),
                missing());
    }

    private Progress progress(Optional<Measured> stable, Optional<Measured> candidate) {
        Progress progress = state.progress();
        if (!progress.covers(window) || missing().isPresent()) {
            return progress;
        }
        return progress.seen(
                state.plan(),
                Duration.between(window.start(), window.end()),
                stable.map(Tally::of).orElse(Tally.NONE),
                candidate.map(Tally::of).orElse(Tally.NONE));
    }

    private Evidence compared(Evidence evidence, Optional<Measured> stable, Optional<Measured> candidate) {
        if (stable.isEmpty() || candidate.isEmpty() || !state.progress().steady(window)) {
            return evidence;
        }
        Map<String, Sums> gates = new HashMap<>(evidence.gates());
        for (Gate gate : Gate.of(state.plan())) {
            Optional<Pair> calls = switch (gate) {
                case Gate.Errors(var _) -> Optional.of(new Pair(Tally.of(stable.get()), Tally.of(candidate.get())));
                case Gate.Latency latency -> slow(latency, stable.get(), candidate.get());
                case Gate.Rate(var _, var _, var _) -> Optional.empty();
            };
            if (calls.isPresent() && gate instanceof Gate.Comparing comparing) {
                Sums next = comparing.fold(
                        evidence.sums(gate), calls.get().stable(), calls.get().candidate());
                gates.put(gate.key(), next);
            }
        }
        return with(evidence, gates, evidence.onStable(), evidence.waiting(), evidence.both());
    }

    private Optional<Pair> slow(Gate.Latency gate, Measured stable, Measured candidate) {
        Optional<Duration> threshold = Optional.ofNullable(state.thresholds().get(gate.quantile()));
        if (threshold.isEmpty() || !state.progress().warm(window)) {
            return Optional.empty();
        }
        return Gate.Latency.tally(stable, threshold.get())
                .flatMap(onStable -> Gate.Latency.tally(candidate, threshold.get())
                        .map(onCandidate -> new Pair(onStable, onCandidate)));
    }

    private Evidence alone(Evidence evidence, Optional<Measured> stable, Optional<Measured> candidate) {
        if (candidate.isEmpty()) {
            return with(evidence, evidence.gates(), evidence.onStable(), evidence.waiting(), Optional.empty());
        }
        Pair calls = evidence.waiting()
                .plus(new Pair(
                        stable.map(Tally::of).orElse(Tally.NONE),
                        candidate.map(Tally::of).orElse(Tally.NONE)));
        boolean stableCalled = calls.stable().requests() > 0;
        boolean stableMayCome =
                stable.isPresent() && (state.stableServes() || !state.progress().covers(window));
        if (!stableCalled && stableMayCome) {
            return with(evidence, evidence.gates(), evidence.onStable(), calls, Optional.empty());
        }
        Map<String, Sums> gates = new HashMap<>(evidence.gates());
        Map<String, Sums> onStable = new HashMap<>(evidence.onStable());
        Optional<String> both = Optional.empty();
        for (Gate gate : Gate.of(state.plan())) {
            if (gate instanceof Gate.Rate rate) {
                Sums stables =
                        rate.fold(evidence.onStable(rate), calls.stable()).atMost(SUSPICION_LIMIT);
                onStable.put(rate.key(), stables);
                boolean suspect = stableCalled
                        && (calls.stable().above(rate.limit()) || rate.mixture().log(stables) > SUSPECT);
                if (!suspect) {
                    gates.put(rate.key(), rate.fold(evidence.sums(rate), calls.candidate()));
                } else if (calls.candidate().above(rate.limit())) {
                    both = Optional.of(both(rate, calls));
                }
            }
        }
        return with(evidence, gates, onStable, Pair.NONE, both);
    }

    private String both(Gate.Rate rate, Pair calls) {
        String stable = state.stable().map(version -> version.version()).orElse("none");
        return "both versions fail more than " + Numbers.percent(rate.limit()) + " of their calls: stable " + stable
                + " " + calls.stable() + ", candidate " + state.candidate().version() + " " + calls.candidate();
    }

    private static Evidence with(
            Evidence evidence,
            Map<String, Sums> gates,
            Map<String, Sums> onStable,
            Pair waiting,
            Optional<String> both) {
        return new Evidence(
                gates,
                onStable,
                evidence.stable(),
                evidence.candidate(),
                waiting,
                evidence.windows(),
                both,
                evidence.missing());
    }
}
