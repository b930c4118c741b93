package dev.slipway.core.release;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Origin;
import dev.slipway.core.model.Weights;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All of a release that is kept from one decision to the next.
 *
 * @param id its name, unique within its endpoint's stage
 * @param endpoint the endpoint
 * @param plan how it goes
 * @param stable the version that served when it began; empty for the first release of a name
 * @param candidate the version that is judged
 * @param startedBy who began it
 * @param why in their words; may be empty
 * @param startedAt when
 * @param origin the commit whose push asked for it; empty where none did
 * @param excused alarms that fired when it began and do not count until they were quiet once
 * @param status where it stands
 * @param proven whether the candidate passed its proof (I4)
 * @param progress where it is in its steps
 * @param evidence what was learnt
 * @param thresholds the latency of stable that each of the plan's quantiles stands for, fixed before it is used
 * @param observedUntil the end of the last window that was looked at; empty before the candidate's first call
 * @param reckoning how time was counted
 * @param reason what the last verdict said
 */
public record ReleaseState(
        String id,
        ModelName endpoint,
        ReleasePlan plan,
        Optional<FunctionVersion> stable,
        FunctionVersion candidate,
        String startedBy,
        String why,
        Instant startedAt,
        Optional<Origin> origin,
        List<String> excused,
        Status status,
        boolean proven,
        Progress progress,
        Evidence evidence,
        Map<Double, Duration> thresholds,
        Optional<Instant> observedUntil,
        Reckoning reckoning,
        Reason reason) {

    /** The form this code writes. */
    static final long SCHEMA_VERSION = 1;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException where the step is none of the plan's
     */
    public ReleaseState {
        excused = List.copyOf(excused);
        thresholds = Map.copyOf(thresholds);
        if (progress.step() < 0 || progress.step() >= plan.steps().size()) {
            throw new IllegalArgumentException(
                    "step " + progress.step() + " of a plan of " + plan.steps().size());
        }
    }

    /** A release that begins now. */
    public static ReleaseState start(
            String id,
            ModelName endpoint,
            ReleasePlan plan,
            Optional<FunctionVersion> stable,
            FunctionVersion candidate,
            String startedBy,
            String why,
            Instant now,
            List<String> excused) {
        return new ReleaseState(
                id,
                endpoint,
                plan,
                stable,
                candidate,
                startedBy,
                why,
                now,
                Optional.empty(),
                excused,
                new Status.Running(),
                false,
                Progress.enter(0, now, Optional.empty()),
                Evidence.none(),
                Map.of(),
                Optional.empty(),
                Reckoning.BEGIN,
                new Reason("start", "the release begins", 0, 0));
    }

    /** The present step. */
    public Step step() {
        return plan.steps().get(progress.step());
    }

    /**
     * The weights the endpoint shall have now; empty where no version may have traffic yet. They follow from the status
     * and the step alone.
     */
    public Optional<Weights> weights() {
        return switch (status) {
            case Status.Promoted(var _, var _) -> Optional.of(Weights.only(candidate.version()));
            case Status.RolledBack(var _, var _) -> stable.map(version -> Weights.only(version.version()));
            case Status.Running(), Status.Paused(var _, var _, var _), Status.Waiting(var _, var _, var _) -> {
                BigDecimal share = shareAt(progress.step());
                yield stable.map(version -> Weights.split(version.version(), candidate.version(), share))
                        .or(() ->
                                share.signum() > 0 ? Optional.of(Weights.only(candidate.version())) : Optional.empty());
            }
        };
    }

    /** The candidate's share at a step: that of the last step at or before it that names one. */
    public BigDecimal shareAt(int step) {
        for (int i = step; i >= 0; i--) {
            switch (plan.steps().get(i)) {
                case Step.Shift(BigDecimal to, var _, var _, var _) -> {
                    return to;
                }
                case Step.Bake(var _) -> {
                    return BigDecimal.ONE;
                }
                case Step.Verify(var _), Step.Ask(var _), Step.Shadow(var _), Step.Bandit(var _) -> {}
            }
        }
        return BigDecimal.ZERO;
    }

    /** Whether stable has a share of the traffic at this step. */
    boolean stableServes() {
        return stable.isPresent() && shareAt(progress.step()).compareTo(BigDecimal.ONE) < 0;
    }

    /** Whether the candidate has a share of the traffic at this step. */
    public boolean candidateServes() {
        return shareAt(progress.step()).signum() > 0;
    }

    /** The state as it is stored. */
    public Json.Fields json() {
        return StateJson.write(this);
    }

    /**
     * Reads a stored state.
     *
     * @throws dev.slipway.core.json.JsonException where it is none
     * @throws IllegalArgumentException where a value in it is not allowed, or newer code wrote it
     */
    public static ReleaseState read(JsonReader reader) {
        return StateJson.read(reader);
    }

    /** This release, asked for by the push of a commit. */
    public ReleaseState from(Optional<Origin> push) {
        return new ReleaseState(
                id,
                endpoint,
                plan,
                stable,
                candidate,
                startedBy,
                why,
                startedAt,
                push,
                excused,
                status,
                proven,
                progress,
                evidence,
                thresholds,
                observedUntil,
                reckoning,
                reason);
    }

    /** This release with latency thresholds fixed. */
    public ReleaseState withThresholds(Map<Double, Duration> fixed) {
        return copy(excused, status, proven, progress, evidence, fixed, observedUntil, reckoning, reason);
    }

    /** This release with fewer alarms excused. */
    public ReleaseState withExcused(List<String> left) {
        return copy(left, status, proven, progress, evidence, thresholds, observedUntil, reckoning, reason);
    }

    /** This release in another status, for a reason. */
    public ReleaseState withStatus(Status other, Reason because) {
        return copy(excused, other, proven, progress, evidence, thresholds, observedUntil, reckoning, because);
    }

    /** This release with its candidate proven (I4). */
    public ReleaseState withProof() {
        return copy(excused, status, true, progress, evidence, thresholds, observedUntil, reckoning, reason);
    }

    ReleaseState withReason(Reason because) {
        return copy(excused, status, proven, progress, evidence, thresholds, observedUntil, reckoning, because);
    }

    ReleaseState withProgress(Progress other, Optional<Instant> until) {
        return copy(excused, status, proven, other, evidence, thresholds, until, reckoning, reason);
    }

    ReleaseState withObserved(Instant until, Evidence learnt, Progress other, Reckoning counted) {
        return copy(excused, status, proven, other, learnt, thresholds, Optional.of(until), counted, reason);
    }

    ReleaseState withReckoning(Reckoning counted) {
        return copy(excused, status, proven, progress, evidence, thresholds, observedUntil, counted, reason);
    }

    private ReleaseState copy(
            List<String> newExcused,
            Status newStatus,
            boolean newProven,
            Progress newProgress,
            Evidence newEvidence,
            Map<Double, Duration> newThresholds,
            Optional<Instant> newObservedUntil,
            Reckoning newReckoning,
            Reason newReason) {
        return new ReleaseState(
                id,
                endpoint,
                plan,
                stable,
                candidate,
                startedBy,
                why,
                startedAt,
                origin,
                newExcused,
                newStatus,
                newProven,
                newProgress,
                newEvidence,
                newThresholds,
                newObservedUntil,
                newReckoning,
                newReason);
    }
}
