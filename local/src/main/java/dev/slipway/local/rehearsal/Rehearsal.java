package dev.slipway.local.rehearsal;

import dev.slipway.core.control.Controller;
import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.control.Event;
import dev.slipway.core.control.Ports;
import dev.slipway.core.control.RefusedException;
import dev.slipway.core.control.StartRequest;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.AlarmSource.AlarmState;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.platform.memory.MemoryReleaseStore;
import dev.slipway.core.release.Presets;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.release.Status;
import dev.slipway.core.release.Step;
import dev.slipway.local.function.EndpointFolders;
import dev.slipway.local.function.Endpoints;
import dev.slipway.local.function.LocalFunctionService;
import dev.slipway.local.function.LocalRouter;
import dev.slipway.local.metric.LocalAlarmSource;
import dev.slipway.local.metric.LocalMetricSource;
import dev.slipway.local.runtime.FunctionHost;
import dev.slipway.local.runtime.HostLimits;
import dev.slipway.local.runtime.LineSink;
import dev.slipway.local.runtime.Timing;
import dev.slipway.local.stage.PackageFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Rehearses a release: serves the stable package from real processes, lets clients call it, releases the candidate with
 * the controller that every stage has, and moves the clock window by window, as fast as the calls of a window are made.
 * Nothing of it touches a running stage.
 */
public final class Rehearsal implements AutoCloseable {

    private static final Duration PROOF_AT_MOST = Duration.ofMinutes(5);
    private static final Duration REST = Duration.ofMillis(20);
    /** So many calls of stable alone come first: they warm it up and say how fast it is. */
    private static final int CALLS_BEFORE = 600;

    private static final String STABLE = "1";
    private static final String CANDIDATE = "2";
    private static final List<Double> QUANTILES = List.of(0.5, 0.95, 0.99);

    private final RehearsalOptions options;
    private final MovedClock clock;
    private final FunctionHost host;
    private final LocalMetricSource metrics;
    private final LocalAlarmSource alarms;
    private final LocalFunctionService functions;
    private final Controller controller;
    private final Clients clients;
    private final long began = System.nanoTime();
    private volatile boolean closed;

    /** Kept: the logging system forgets levels of loggers that nobody holds. */
    private final Logger helidon = Logger.getLogger("io.helidon");

    /**
     * Prepares a rehearsal; no process starts yet.
     *
     * @param heard is told each event of the release once it is written; must neither throw nor wait
     * @param complaints hears of environments that fail
     */
    public Rehearsal(RehearsalOptions options, Consumer<Event> heard, Consumer<String> complaints) {
        helidon.setLevel(Level.SEVERE);
        this.options = options;
        this.clock = new MovedClock(options.began());
        this.metrics = new LocalMetricSource(options.window(), clock, clock::nanos);
        MemoryReleaseStore releases = new MemoryReleaseStore();
        this.alarms = new LocalAlarmSource(releases);
        ModelStore models = new RehearsedStore(new FolderModelStore(options.store()));
        this.host = FunctionHost.start(options.machine(), HostLimits.lambda(), Timing.system(), line -> {
            if (!closed) {
                complaints.accept(line);
            }
        });
        EndpointFolders usual = EndpointFolders.of(options.folder());
        EndpointFolders folders =
                new EndpointFolders(usual.state(), usual.code(), usual.work(), usual.logs(), options.store());
        Endpoints endpoints =
                Endpoints.open(folders, options.code(), new PackageFacts(models), (_, version) -> sink(version), host);
        LocalRouter router = new LocalRouter(endpoints);
        this.functions = new LocalFunctionService(endpoints);
        this.controller = new Controller(
                new Ports(functions, router, metrics, alarms, releases, models), clock, PROOF_AT_MOST, heard);
        this.clients = new Clients(options, endpoints, router, metrics, clock);
    }

    private LineSink sink(String version) {
        boolean slower = version.equals(CANDIDATE) && !options.trouble().delay().isZero();
        return slower ? new SlowerLines(metrics::line, options.trouble().delay()) : metrics::line;
    }

    /**
     * Runs it to its end: until the release is promoted or rolled back, or waits for a person.
     *
     * @throws RefusedException where the release cannot begin, or stable does not pass its own proof
     */
    public Outcome run(Digest stable, Digest candidate, ReleasePlan plan, String by) throws InterruptedException {
        serve(stable, by);
        int before = Math.ceilDiv(CALLS_BEFORE, options.perWindow()) + 3;
        for (int i = 0; i < before; i++) {
            window(Optional.empty());
        }
        plan.alarms().forEach(alarm -> alarms.set(alarm, AlarmState.OK));
        controller.start(new StartRequest(options.model(), candidate, plan, by, "a rehearsal"));
        Instant started = clock.instant();
        while (!hasEnded()) {
            if (release().step() instanceof Step.Verify) {
                rest();
            } else {
                window(Optional.of(CANDIDATE));
            }
            controller.tick(options.model());
        }
        return outcome(started);
    }

    private void serve(Digest stable, String by) throws InterruptedException {
        ReleasePlan atOnce = Presets.named("all-at-once", StageKind.LOCAL).orElseThrow();
        controller.start(new StartRequest(options.model(), stable, atOnce, by, "stable of a rehearsal"));
        while (!release().status().isFinal() || status().weights().isEmpty()) {
            if (release().status() instanceof Status.RolledBack(var reason, var _)) {
                throw new RefusedException(
                        RefusedException.Kind.CONFLICT, "stable itself cannot serve: " + reason.text());
            }
            rest();
            controller.tick(options.model());
        }
        controller.tick(options.model());
    }

    /** What processes need takes real time; the moved clock keeps up with it. */
    private void rest() {
        LockSupport.parkNanos(REST.toNanos());
        clock.move(REST);
    }

    private void window(Optional<String> troubled) throws InterruptedException {
        clients.call(options.perWindow(), troubled);
        clock.move(options.window());
    }

    private boolean hasEnded() {
        return switch (release().status()) {
            case Status.Promoted _, Status.RolledBack _ ->
                status().weights()
                        .filter(weights -> weights.shares().size() == 1)
                        .isPresent();
            case Status.Waiting _, Status.Paused _ -> true;
            case Status.Running _ -> false;
        };
    }

    private EndpointStatus status() {
        return controller.status(options.model()).orElseThrow();
    }

    private ReleaseState release() {
        return status().release().orElseThrow();
    }

    private Outcome outcome(Instant started) {
        controller.tick(options.model());
        ReleaseState release = release();
        Map<String, Map<Double, Duration>> latencies = new HashMap<>();
        for (String version : List.of(STABLE, CANDIDATE)) {
            latencies.put(version, latencies(version));
        }
        return new Outcome(
                status(),
                release.status().word(),
                release.reason().text(),
                controller.history(options.model()).stream()
                        .filter(event -> event.release().equals(release.id()))
                        .map(Event::json)
                        .toList(),
                clients.calls(),
                Duration.between(started, clock.instant()),
                Duration.ofNanos(System.nanoTime() - began),
                latencies,
                new Pairs(options, functions, clock.instant()).compare(STABLE, CANDIDATE));
    }

    private Map<Double, Duration> latencies(String version) {
        Map<Double, Duration> found = new HashMap<>();
        for (double quantile : QUANTILES) {
            metrics.latency(options.model(), version, options.began(), clock.instant(), quantile)
                    .ifPresent(latency -> found.put(quantile, latency));
        }
        return found;
    }

    /** Ends all processes. */
    @Override
    public void close() {
        closed = true;
        clients.close();
        host.close();
    }
}
