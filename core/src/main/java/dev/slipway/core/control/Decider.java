package dev.slipway.core.control;

import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.release.DurationText;
import dev.slipway.core.release.Reason;
import dev.slipway.core.release.Reckoned;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.Status;
import dev.slipway.core.release.Step;
import dev.slipway.core.release.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Reads what the platform says of a running release and decides: the next record follows, and nothing is done yet. */
final class Decider {

    private final FunctionService functions;
    private final MetricSource metrics;
    private final AlarmReader alarms;
    private final Observer observer;
    private final Prover prover;
    private final InstantSource clock;
    private final Duration proofAtMost;

    Decider(Ports ports, InstantSource clock, Duration proofAtMost) {
        this.functions = ports.functions();
        this.metrics = ports.metrics();
        this.alarms = new AlarmReader(ports.alarms());
        this.observer = new Observer(ports.metrics());
        this.prover = new Prover(ports.functions(), ports.models());
        this.clock = clock;
        this.proofAtMost = proofAtMost;
    }

    EndpointRecord advance(EndpointRecord record) {
        if (record.release().status().isFinal()) {
            return record;
        }
        Instant now = clock.instant();
        AlarmReader.Reading reading = alarms.read(record.release());
        Reckoned reckoned =
                Reckoned.of(record.release().withExcused(reading.excused()), now, metrics.timeline(), metrics.window());
        ReleaseState state = reckoned.state();
        EndpointRecord counted = reckoned.jump()
                .map(jump -> record.with(state).tell(now, Event.Type.CLOCK, Event.CONTROLLER, Told.clock(state, jump)))
                .orElseGet(() -> record.with(state));
        return decided(counted, state, reading, now, reckoned.late());
    }

    private EndpointRecord decided(
            EndpointRecord record,
            ReleaseState state,
            AlarmReader.Reading reading,
            Instant now,
            Optional<String> late) {
        if (state.step() instanceof Step.Verify step) {
            Verdict verdict = Release.decide(state, now, reading.alarms());
            boolean mayProve = verdict instanceof Verdict.Hold && state.status() instanceof Status.Running;
            return mayProve ? proven(record, state, step, now) : told(record, state, verdict, now);
        }
        keepAwake(state);
        Observer.Seen seen = observer.observe(state, now, reading.alarms());
        EndpointRecord read = record.with(seen.state());
        EndpointRecord observed = seen.windows().isEmpty()
                ? read
                : read.tell(
                        now,
                        Event.Type.OBSERVED,
                        Event.CONTROLLER,
                        Told.observed(seen.state(), seen.verdict().reason(), seen.windows()));
        return told(observed, seen.state(), late(seen.verdict(), late), now);
    }

    /** A clock that is behind lets a release stand still: never without a word. */
    private static Verdict late(Verdict verdict, Optional<String> late) {
        return verdict instanceof Verdict.Hold(Reason reason) && late.isPresent()
                ? new Verdict.Hold(new Reason("clock", late.get(), reason.number(), reason.threshold()))
                : verdict;
    }

    private EndpointRecord proven(EndpointRecord record, ReleaseState state, Step.Verify step, Instant begun) {
        Prover.Proof proof = prover.prove(state, step, begun);
        Instant now = clock.instant(); // a proof takes time, and what follows from it comes after it
        return switch (proof) {
            case Prover.Proof.Passed(int samples) -> {
                ReleaseState passed = state.withProof();
                String text = "version " + state.candidate().version()
                        + (samples == 0
                                ? " is ready; its package has no golden samples"
                                : " answered its " + samples + " golden samples as expected");
                yield told(
                        record.with(passed),
                        passed,
                        Release.pass(passed, new Reason("verify", text, samples, samples)),
                        now);
            }
            case Prover.Proof.Failed(String why, int asked) ->
                told(
                        record,
                        state,
                        new Verdict.RollBack(new Reason(
                                "verify",
                                asked == 0 ? why : why + " (" + asked + " golden samples were answered before)",
                                asked,
                                asked + 1)),
                        now);
            case Prover.Proof.NotYet(String why) -> {
                boolean over = state.reckoning().elapsedAt(begun).compareTo(proofAtMost) >= 0;
                Reason reason = new Reason(
                        "verify",
                        over ? "not proven within " + DurationText.format(proofAtMost) + ": " + why : why,
                        0,
                        proofAtMost.toMillis() / 1000.0);
                yield told(record, state, over ? new Verdict.RollBack(reason) : new Verdict.Hold(reason), now);
            }
        };
    }

    /** The record after a verdict, with an event where it changes anything. */
    private static EndpointRecord told(EndpointRecord record, ReleaseState state, Verdict verdict, Instant now) {
        ReleaseState next = Release.next(state, verdict, now);
        EndpointRecord decided = record.with(next);
        return switch (verdict) {
            case Verdict.Hold(var _) -> decided;
            case Verdict.Ask(var _), Verdict.Inconclusive(var _) ->
                Release.changes(state, verdict)
                        ? decided.tell(now, Event.Type.WAITING, Event.CONTROLLER, Told.decided(next))
                        : decided;
            case Verdict.Advance(var _) -> decided.tell(now, Event.Type.ADVANCED, Event.CONTROLLER, Told.decided(next));
            case Verdict.RollBack(var _) ->
                decided.tell(now, Event.Type.ROLLED_BACK, Event.CONTROLLER, Told.decided(next));
            case Verdict.Promote(var _) -> decided.tell(now, Event.Type.PROMOTED, Event.CONTROLLER, Told.decided(next));
        };
    }

    /** Stable has no calls while the candidate bakes: it must not fall asleep while a return to it is possible. */
    private void keepAwake(ReleaseState state) {
        if (!(state.step() instanceof Step.Bake) || state.stable().isEmpty()) {
            return;
        }
        String stable = state.stable().get().version();
        try {
            if (functions.state(state.endpoint(), stable) instanceof FunctionService.State.Inactive) {
                functions.warm(state.endpoint(), stable, 1);
            }
        } catch (PlatformException.Unavailable | PlatformException.Missing e) {
            // The next tick tries again; a rollback does not wait for it.
        }
    }
}
