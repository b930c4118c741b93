package dev.slipway.core.control;

import dev.slipway.core.control.RefusedException.Kind;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Router.Routing;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Runs releases over a platform: start here. {@link #tick()} is called again and again, as often as a window is long or
 * oftener; each call reads, decides, acts and records, and none waits. Everything it knows is in the release store, so
 * any number of controllers may work on the same endpoints, and each may die at any moment (I6). Many threads may use
 * one controller.
 */
public final class Controller {

    private static final int MOST_ATTEMPTS = 5;

    private final Ports ports;
    private final Records records;
    private final Endpoints endpoints;
    private final Decider decider;
    private final Starter starter;
    private final People people;

    /**
     * A controller.
     *
     * @param ports the platform
     * @param clock tells the time
     * @param proofAtMost how long a version may take to be proven before it is rolled back
     * @param heard is told each event once it is written; must neither throw nor wait. After a crash an event may be
     *     written that nobody heard
     */
    public Controller(Ports ports, InstantSource clock, Duration proofAtMost, Consumer<Event> heard) {
        this(ports, heard, exact(clock), proofAtMost, Optional.empty());
    }

    /**
     * The hand that people have on releases which another controller runs. What they decide is recorded here; weights
     * that these ports do not move are left to the other one. It alone may find that the platform never will: a refusal
     * that is one of these credentials must end no release.
     *
     * @param left hears why weights were left
     */
    public static Controller atDistance(Ports ports, InstantSource clock, Duration proofAtMost, Consumer<String> left) {
        return new Controller(ports, event -> {}, exact(clock), proofAtMost, Optional.of(left));
    }

    /** A clock as exact as what is stored: a record is the same before it is written and after it was read. */
    private static InstantSource exact(InstantSource clock) {
        return () -> clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Controller(
            Ports ports,
            Consumer<Event> heard,
            InstantSource clock,
            Duration proofAtMost,
            Optional<Consumer<String>> left) {
        this.ports = ports;
        this.records = new Records(ports.releases(), heard);
        this.endpoints = new Endpoints(ports.router(), records, new Acts(ports, records, clock, left));
        this.decider = new Decider(ports, clock, proofAtMost);
        this.starter = new Starter(ports, clock);
        this.people = new People(clock);
    }

    /**
     * Begins a release: publishes a version and records the start. The ticks do the rest.
     *
     * @return how the endpoint is then
     * @throws RefusedException where it cannot begin; nothing was changed, but a version may have been published
     * @throws PlatformException.Unavailable where the platform does not answer
     * @throws PlatformException.Refused where the platform cannot serve the package
     */
    public EndpointStatus start(StartRequest request) {
        refuseWhileOneRuns(request.endpoint());
        starter.check(request);
        FunctionVersion candidate = ports.functions().publish(request.endpoint(), request.digest());
        for (int attempt = 0; !begin(request, candidate); attempt++) {
            refuseWhileOneRuns(request.endpoint());
            if (attempt == MOST_ATTEMPTS) {
                throw new PlatformException.Unavailable("others keep changing " + request.endpoint() + "; try again");
            }
        }
        endpoints.drive(request.endpoint(), UnaryOperator.identity());
        return status(request.endpoint()).orElseThrow();
    }

    /** Whether it began; it did not where somebody else was faster: another release, or a word about the one before. */
    private boolean begin(StartRequest request, FunctionVersion candidate) {
        endpoints.drive(request.endpoint(), UnaryOperator.identity());
        Optional<Routing> routing = ports.router().routing(request.endpoint());
        Optional<Records.Loaded> loaded = records.load(request.endpoint());
        EndpointRecord begun = starter.begin(request, candidate, routing, loaded.map(Records.Loaded::record));
        try {
            records.save(loaded, begun);
            return true;
        } catch (PlatformException.Conflict e) {
            return false;
        }
    }

    /**
     * Does what is due at every endpoint. One that fails does not keep the others from their turn.
     *
     * @return what failed, by endpoint; it is tried again at the next tick
     */
    public List<TickFailure> tick() {
        List<TickFailure> failures = new ArrayList<>();
        for (ModelName endpoint : records.listing().endpoints()) {
            try {
                tick(endpoint);
            } catch (RuntimeException e) {
                failures.add(new TickFailure(endpoint, e));
            }
        }
        return failures;
    }

    /**
     * Does what is due at one endpoint.
     *
     * @throws PlatformException where the platform fails; the next tick goes on from there
     */
    public void tick(ModelName endpoint) {
        endpoints.drive(endpoint, decider::advance);
    }

    /**
     * What failed in a tick.
     *
     * @param endpoint where
     * @param cause how
     */
    public record TickFailure(ModelName endpoint, RuntimeException cause) {}

    /**
     * Gives the candidate all the traffic now. Only after it passed its proof (I4).
     *
     * @throws RefusedException where no release runs, or the candidate is not proven yet
     */
    public EndpointStatus promote(ModelName endpoint, String by, String reason) {
        return act(endpoint, by, reason, record -> people.promote(record, by, reason));
    }

    /**
     * Takes all traffic from the candidate now.
     *
     * @throws RefusedException where no release runs
     */
    public EndpointStatus rollback(ModelName endpoint, String by, String reason) {
        return act(endpoint, by, reason, record -> people.rollback(record, by, reason));
    }

    /**
     * Lets no weight rise until {@link #resume}. Evidence against the candidate still rolls it back.
     *
     * @throws RefusedException where no release runs, or it is paused already
     */
    public EndpointStatus pause(ModelName endpoint, String by, String reason) {
        return act(endpoint, by, reason, record -> people.pause(record, by, reason));
    }

    /**
     * Lets a paused release go on.
     *
     * @throws RefusedException where none is paused
     */
    public EndpointStatus resume(ModelName endpoint, String by, String reason) {
        return act(endpoint, by, reason, record -> people.resume(record, by, reason));
    }

    /**
     * Lets a waiting release pass its step.
     *
     * @throws RefusedException where none waits, or {@code by} is not among those who may approve
     */
    public EndpointStatus approve(ModelName endpoint, String by, String reason) {
        return act(endpoint, by, reason, record -> people.approve(record, by, reason));
    }

    /** The endpoints that had a release, sorted. */
    public List<ModelName> endpoints() {
        return records.listing().endpoints();
    }

    /** The endpoints that had a release, and what lies between their records and is none. */
    public Listing listing() {
        return records.listing();
    }

    /** How an endpoint is; empty where it has neither traffic nor a release. */
    public Optional<EndpointStatus> status(ModelName endpoint) {
        return look(endpoint).map(Look::status);
    }

    /** The weights of an endpoint, where it has any. */
    public Optional<Routing> routing(ModelName endpoint) {
        return ports.router().routing(endpoint);
    }

    /**
     * An endpoint as it was found at one look.
     *
     * @param status how it is
     * @param events how many events its record has
     */
    public record Look(EndpointStatus status, long events) {}

    /** Looks at an endpoint: its weights and its record, each read once. Empty where it has neither. */
    public Optional<Look> look(ModelName endpoint) {
        Optional<Routing> routing = ports.router().routing(endpoint);
        Optional<EndpointRecord> record = records.load(endpoint).map(Records.Loaded::record);
        Optional<ReleaseState> release = record.map(EndpointRecord::release);
        if (routing.isEmpty() && release.isEmpty()) {
            return Optional.empty();
        }
        Optional<ReleaseState> running = release.filter(state -> !state.status().isFinal());
        EndpointStatus status = new EndpointStatus(
                endpoint,
                running.isPresent() ? running.get().stable() : serving(endpoint, routing, release),
                running.map(ReleaseState::candidate).stream().toList(),
                routing.map(Routing::weights),
                release);
        return Optional.of(new Look(status, record.map(EndpointRecord::events).orElse(0L)));
    }

    /**
     * All events of an endpoint, oldest first; the chain of their digests was checked, and its end against the
     * endpoint's record.
     *
     * @throws PlatformException.Corrupt where one is missing or was changed
     */
    public List<Event> history(ModelName endpoint) {
        return records.history(endpoint);
    }

    /**
     * A part of an endpoint's events, oldest first.
     *
     * @param before only events with a lower number
     * @param most at most so many, the newest of those
     */
    public List<Event> history(ModelName endpoint, long before, int most) {
        return records.part(endpoint, before, most);
    }

    /** One release as its events tell it; empty where there is none of this id. */
    public Optional<ReleaseSummary> release(String id) {
        return new RecordReader(records).release(id);
    }

    private EndpointStatus act(ModelName endpoint, String by, String reason, UnaryOperator<EndpointRecord> deed) {
        try {
            Words.check(by, reason);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Kind.WRONG, String.valueOf(e.getMessage()));
        }
        String release = records.load(endpoint)
                .map(loaded -> loaded.record().release().id())
                .orElseThrow(() -> new RefusedException(Kind.UNKNOWN, "there is no release of " + endpoint));
        endpoints.decide(endpoint, People.meant(release, deed));
        endpoints.drive(endpoint, UnaryOperator.identity());
        return status(endpoint).orElseThrow();
    }

    private void refuseWhileOneRuns(ModelName endpoint) {
        records.load(endpoint).map(Records.Loaded::record).ifPresent(Starter::refuseWhileRunning);
    }

    private Optional<FunctionVersion> serving(
            ModelName endpoint, Optional<Routing> routing, Optional<ReleaseState> ended) {
        Optional<FunctionVersion> decided = ended.flatMap(
                state -> state.status() instanceof Status.Promoted ? Optional.of(state.candidate()) : state.stable());
        Optional<String> only = routing.filter(found -> found.weights().shares().size() == 1)
                .map(found -> found.weights().shares().keySet().iterator().next());
        if (only.isEmpty() || decided.map(FunctionVersion::version).equals(only)) {
            return decided;
        }
        return ports.functions().versions(endpoint).stream()
                .filter(version -> version.version().equals(only.get()))
                .findFirst();
    }
}
