package dev.slipway.local.stage;

import dev.slipway.core.control.CommitReports;
import dev.slipway.core.control.Controller;
import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.control.Event;
import dev.slipway.core.control.Listing;
import dev.slipway.core.control.Ports;
import dev.slipway.core.control.RefusedException;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.Router.Routing;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.platform.folder.FolderReleaseStore;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.release.Status;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.local.console.ConsolePage;
import dev.slipway.local.console.PackageViews;
import dev.slipway.local.console.VersionLogs;
import dev.slipway.local.function.EndpointFolders;
import dev.slipway.local.function.Endpoints;
import dev.slipway.local.function.LocalFunctionService;
import dev.slipway.local.function.LocalRouter;
import dev.slipway.local.gateway.GatewayHandler;
import dev.slipway.local.metric.LocalAlarmSource;
import dev.slipway.local.metric.LocalMetricSource;
import dev.slipway.local.runtime.FunctionHost;
import dev.slipway.local.runtime.Machine;
import dev.slipway.local.runtime.Timing;
import dev.slipway.local.runtime.VersionHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A stage that runs. It holds its home's lock, listens at its address, and goes on with the releases it finds. What it
 * knows is in its home, so a new one takes over where another ended, however that ended.
 */
public final class Stage implements AutoCloseable {

    private static final Duration PROOF_AT_MOST = Duration.ofMinutes(5);

    private static final String WAY_IN =
            "\"slipway up\" printed, or send Authorization: Bearer with the token of stage.json";

    private final StageOptions options;
    private final StageListener listener;
    private final Parts parts;
    private final String token;
    private final EventHub hub = new EventHub();
    private final ModelStore models;
    private final Endpoints endpoints;
    private final Releases releases;
    private final StageServer server;
    private final StatusFeed feed;

    private Stage(StageOptions options, StageListener listener) {
        this.options = options;
        this.listener = listener;
        this.parts = new Parts(listener::warning);
        Path home = options.home();
        Timing timing = Timing.system();
        SecureRandom secrets = new SecureRandom();
        this.token = StageToken.draw(secrets);
        try {
            parts.keep(StageLock.take(home));
            this.server = parts.keep(StageServer.bind(options.host(), options.port(), listener::warning));
            this.models = new FolderModelStore(home.resolve("store"));
            ReleaseStore releaseStore = new FolderReleaseStore(home.resolve("releases"));
            PackageFacts packages = new PackageFacts(models);
            LocalMetricSource metrics = new LocalMetricSource(options.window(), timing.clock(), timing.nanos());
            LocalAlarmSource alarms = new LocalAlarmSource(releaseStore);
            Turns turns = parts.keep(new Turns());
            FunctionHost host =
                    parts.keep(FunctionHost.start(machine(options), options.limits(), timing, listener::warning));
            this.endpoints =
                    Endpoints.open(EndpointFolders.of(home), options.code(), packages, (_, _) -> metrics::line, host);
            LocalRouter router = new LocalRouter(endpoints);
            Ports ports = new Ports(new LocalFunctionService(endpoints), router, metrics, alarms, releaseStore, models);
            Controller controller = new Controller(ports, timing.clock(), PROOF_AT_MOST, this::heard);
            Ticker ticker = parts.keep(new Ticker(
                    controller::listing,
                    this.turn(controller),
                    listener::warning,
                    turns,
                    options.window().dividedBy(2)));
            this.releases = new Releases(
                    controller,
                    router,
                    endpoints::names,
                    packages,
                    ticker::wake,
                    new Gatekeeper(models, options.trust()));
            Traffic traffic = new CountedTraffic(metrics, endpoints, timing.clock());
            Instant started = timing.clock().instant();
            StageAbout about = StageAbout.local(options.release(), started, options.window());
            this.feed = new StatusFeed(
                    hub, releases::all, model -> releases.find(model).map(EndpointStatus::json), traffic, about::json);
            Reading reading = new Reading(
                    about::json,
                    releases,
                    traffic,
                    new PackageViews(models, StageKind.LOCAL),
                    Logs.of(endpoints, new VersionLogs(EndpointFolders.of(home).logs())));
            server.serve(
                    new GatewayHandler(
                            endpoints,
                            router,
                            releases::pinnable,
                            metrics,
                            Runtime.getRuntime().maxMemory() / 2,
                            options.patience(),
                            options.release(),
                            timing.clock(),
                            new Random(secrets.nextLong())),
                    new StageDoor(
                            new Guard(token, server.address().hosts(), isExposed(), WAY_IN),
                            new StageApi(
                                    releases,
                                    Alarms.of(alarms),
                                    reading,
                                    new Pinned(ports.functions(), releases, timing.clock())),
                            new EventStream(hub, Long.toString(started.toEpochMilli(), Character.MAX_RADIX), feed::all),
                            new ConsolePage()));
            writeFile();
            endpoints.wake();
            ticker.start();
            tellCommits(controller, releaseStore, timing).start();
            parts.keep(new Pulse(
                            "those who watch are not told of the traffic",
                            feed::tellTraffic,
                            listener::warning,
                            options.window()))
                    .start();
            if (options.machine().startups().isPresent()) {
                parts.keep(new StartupTrainer(
                                endpoints, host.startups(), models, this::ready, timing.clock(), listener))
                        .start();
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The functions check for themselves: trust is in their configuration. */
    private static Machine machine(StageOptions options) {
        return options.trust().required()
                ? options.machine().with(Trust.VARIABLE, options.trust().encoded())
                : options.machine();
    }

    /**
     * Starts a stage.
     *
     * @throws ProblemsException where the home or the port cannot be had; nothing is left behind
     * @throws PlatformException where what is kept in the home cannot be read
     */
    public static Stage start(StageOptions options, StageListener listener) {
        return new Stage(options, listener);
    }

    private boolean isExposed() {
        return server.address().isLoopback() || options.expose();
    }

    private void writeFile() {
        try {
            new StageFile(url(), token, ProcessHandle.current().pid()).write(options.home());
            parts.keep(() -> StageFile.delete(options.home()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write stage.json in " + options.home(), e);
        }
    }

    /** In turns of its own: a reporter that hangs holds up no release. */
    private Ticker tellCommits(Controller controller, ReleaseStore releaseStore, Timing timing) {
        CommitReports reports = new CommitReports(
                releaseStore,
                options.reporter(),
                "local",
                release -> options.page().apply(release).or(() -> Optional.of(page(release))),
                timing.clock(),
                this::heard);
        Turns turns = parts.keep(new Turns());
        return parts.keep(new Ticker(
                "the controller could not tell the commit of a release of ",
                () -> new Listing(controller.listing().endpoints(), List.of()),
                reports::tell,
                listener::warning,
                turns,
                options.window()));
    }

    private URI page(String release) {
        return url().resolve("/stage/api/releases/" + release + "/report");
    }

    private java.util.function.Consumer<ModelName> turn(Controller controller) {
        return endpoint -> {
            controller.tick(endpoint);
            feed.look(endpoint);
        };
    }

    private void heard(Event event) {
        feed.heard(event);
    }

    /** Where it listens. */
    public URI url() {
        return server.address().url();
    }

    /** The link to the console; it holds the token. Empty where the stage's own door is shut. */
    public Optional<URI> console() {
        return isExposed() ? Optional.of(url().resolve("/stage/console?token=" + token)) : Optional.empty();
    }

    /** The packages of this stage. */
    public ModelStore models() {
        return models;
    }

    /** Whether an endpoint has versions with traffic. */
    public boolean serves(ModelName endpoint) {
        return endpoints.routing(endpoint).isPresent();
    }

    /** Whether every version with traffic can answer. */
    public boolean ready() {
        return endpoints.names().stream().allMatch(this::canAnswer);
    }

    /**
     * Whether every version of this endpoint that has traffic can answer; true where none has, unless one was promoted
     * and is about to: a verdict is written down before the weights follow it.
     */
    public boolean canAnswer(ModelName endpoint) {
        Optional<Routing> routing = endpoints.routing(endpoint);
        if (routing.isEmpty()) {
            return status(endpoint)
                    .flatMap(EndpointStatus::release)
                    .filter(release -> release.status() instanceof Status.Promoted)
                    .isEmpty();
        }
        return routing.get().weights().shares().keySet().stream()
                .allMatch(version -> endpoints
                        .find(endpoint, version)
                        .filter(host -> host.canAnswer())
                        .isPresent());
    }

    /**
     * A version that has traffic and cannot answer.
     *
     * @param endpoint whose it is
     * @param version which version, with the digest of its package
     * @param reason why its last start failed
     */
    public record Broken(ModelName endpoint, FunctionVersion version, String reason) {}

    /** The versions that have traffic, cannot answer, and failed to start at least once. */
    public List<Broken> broken() {
        List<Broken> broken = new ArrayList<>();
        for (ModelName endpoint : endpoints.names()) {
            for (FunctionVersion version : endpoints.versions(endpoint)) {
                endpoints
                        .find(endpoint, version.version())
                        .filter(_ -> endpoints
                                .routing(endpoint)
                                .filter(now -> now.weights().shares().containsKey(version.version()))
                                .isPresent())
                        .filter(host -> !host.canAnswer())
                        .map(VersionHost::lastFailure)
                        .filter(reason -> !reason.isEmpty())
                        .ifPresent(reason -> broken.add(new Broken(endpoint, version, reason)));
            }
        }
        return broken;
    }

    /** Every endpoint that has versions with traffic, sorted. */
    public List<ModelName> served() {
        return endpoints.names().stream().filter(this::serves).toList();
    }

    /** How an endpoint is; empty where there is none of this name. */
    public Optional<EndpointStatus> status(ModelName endpoint) {
        try {
            return Optional.of(releases.status(endpoint));
        } catch (RefusedException _) {
            return Optional.empty();
        }
    }

    /**
     * Starts a release.
     *
     * @param plan a preset's name; the package's own plan where it is empty
     * @throws RefusedException where it cannot begin
     */
    public EndpointStatus release(ModelName endpoint, Digest digest, Optional<String> plan, String by, String reason) {
        return releases.start(endpoint, digest, plan, by, reason);
    }

    /** Stops: no new calls, those under way get a moment, no child is left. */
    @Override
    public void close() {
        hub.close();
        parts.close();
    }
}
