package dev.slipway.core.control;

import dev.slipway.core.control.Records.Loaded;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Router;
import dev.slipway.core.platform.Router.Routing;
import dev.slipway.core.release.Reason;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.Status;
import dev.slipway.core.release.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Does what a saved record asks for: its events, its weights, and the tag at the end. Each act can be done again
 * without harm, so it does not matter who did how much of it before (I6).
 */
final class Acts {

    private final Router router;
    private final ModelStore models;
    private final Records records;
    private final InstantSource clock;
    private final Duration window;
    private final Optional<Consumer<String>> left;

    /**
     * Acts over a platform.
     *
     * @param left where another controller runs these releases: hears why weights were left to it
     */
    Acts(Ports ports, Records records, InstantSource clock, Optional<Consumer<String>> left) {
        this.router = ports.router();
        this.models = ports.models();
        this.records = records;
        this.clock = clock;
        this.window = ports.metrics().window();
        this.left = left;
    }

    /**
     * Does them.
     *
     * @param loaded the record
     * @param routing the weights, read before the record was: a record that was decided upon since can then only be
     *     newer than the revision, and whoever shifted the weights in between wins
     */
    EndpointRecord perform(Loaded loaded, Optional<Routing> routing) {
        records.write(loaded.record().outbox());
        EndpointRecord record = loaded.record().written();
        if (record.settled()) {
            return record;
        }
        ReleaseState state = record.release();
        try {
            state.weights().ifPresent(weights -> shift(state, routing, weights));
        } catch (PlatformException.Refused | PlatformException.Missing | PlatformException.Unavailable e) {
            if (left.isPresent()) {
                left.get().accept(e.getMessage());
                return record;
            }
            if (!(e instanceof PlatformException.Refused) || state.status().isFinal()) {
                throw e;
            }
            return refused(record, e.getMessage());
        }
        return state.status().isFinal() ? end(record, loaded) : applied(record);
    }

    /**
     * Shifts to weights that stand already where the release has ended: the revision is another one then, so that
     * whoever read an older record, and slept since, can no longer shift by it.
     */
    private void shift(ReleaseState state, Optional<Routing> routing, Weights weights) {
        if (routing.isEmpty()) {
            router.create(state.endpoint(), weights);
        } else if (state.status().isFinal() || !routing.get().weights().equals(weights)) {
            router.shift(state.endpoint(), routing.get().revision(), weights);
        }
    }

    private EndpointRecord applied(EndpointRecord record) {
        Instant now = clock.instant();
        ReleaseState before = record.release();
        ReleaseState after = Release.applied(before, now, window);
        if (after.equals(before)) {
            return record;
        }
        EndpointRecord applied = record.with(after);
        boolean changed = before.progress().step() > 0
                && before.shareAt(before.progress().step())
                                .compareTo(before.shareAt(before.progress().step() - 1))
                        != 0;
        return changed ? shifted(applied, now) : applied;
    }

    private EndpointRecord end(EndpointRecord record, Loaded loaded) {
        ReleaseState state = record.release();
        Instant now = clock.instant();
        boolean promoted = state.status() instanceof Status.Promoted;
        BigDecimal before = state.shareAt(state.progress().step());
        boolean changed = before.compareTo(promoted ? BigDecimal.ONE : BigDecimal.ZERO) != 0;
        EndpointRecord told = changed ? shifted(record, now) : record;
        return (promoted ? tagged(told, loaded, now) : told).settle();
    }

    private static EndpointRecord shifted(EndpointRecord record, Instant now) {
        return record.release()
                .weights()
                .map(weights ->
                        record.tell(now, Event.Type.SHIFTED, Event.CONTROLLER, Told.shifted(record.release(), weights)))
                .orElse(record);
    }

    /** The tag is read before the record is read once more: who slept since then finds another tag, or another record. */
    private EndpointRecord tagged(EndpointRecord record, Loaded loaded, Instant now) {
        String tag = record.endpoint() + ":stable";
        Digest digest = record.release().candidate().digest();
        try {
            Optional<Digest> found = models.tag(tag);
            records.checkStill(loaded);
            if (!found.equals(Optional.of(digest))) {
                models.moveTag(tag, found, digest);
            }
            return record;
        } catch (PlatformException.Missing | PlatformException.Refused | PlatformException.Corrupt e) {
            return record.tell(
                    now,
                    Event.Type.NOT_TAGGED,
                    Event.CONTROLLER,
                    Told.notTagged(record.release(), tag, e.getMessage()));
        }
    }

    /** The router will never do this: the release ends. */
    private EndpointRecord refused(EndpointRecord record, String why) {
        Instant now = clock.instant();
        Verdict verdict = new Verdict.RollBack(new Reason("router", "the router refuses the weights: " + why, 0, 0));
        ReleaseState state = Release.next(record.release(), verdict, now);
        return record.with(state).tell(now, Event.Type.ROLLED_BACK, Event.CONTROLLER, Told.decided(state));
    }
}
