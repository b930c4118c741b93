package dev.slipway.local.stage;

import dev.slipway.core.json.JsonException;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.proof.GoldenSample;
import dev.slipway.core.proof.HttpEvent;
import dev.slipway.local.function.Endpoints;
import dev.slipway.local.runtime.Startups;
import dev.slipway.local.runtime.VersionHost;
import dev.slipway.local.runtime.VersionSpec;
import dev.slipway.startup.StartupCaches.Busy;
import dev.slipway.startup.StartupCaches.Failed;
import dev.slipway.startup.StartupCaches.Found;
import dev.slipway.startup.StartupCaches.Impossible;
import dev.slipway.startup.StartupCaches.Missing;
import dev.slipway.startup.StartupCaches.NoRoom;
import dev.slipway.startup.StartupCaches.Ready;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Makes the start-up caches that the stage's versions lack, one after the other, once the stage has been ready for a while: the
 * start of a stage pays nothing for it. What fails is told once, and not tried again by this stage.
 */
final class StartupTrainer implements AutoCloseable {

    /** How long a stage is ready before it trains. A stage that ends sooner has not trained in vain. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int LARGEST_SAMPLES = 64 << 20;
    private static final int SAMPLES = 16;

    private final Endpoints endpoints;
    private final Startups startups;
    private final ModelStore models;
    private final BooleanSupplier ready;
    private final InstantSource clock;
    private final StageListener listener;
    private final Set<String> tried = new HashSet<>();
    private final Thread thread;

    /**
     * A trainer that stands still.
     *
     * @param ready whether every version with traffic can answer
     */
    StartupTrainer(
            Endpoints endpoints,
            Startups startups,
            ModelStore models,
            BooleanSupplier ready,
            InstantSource clock,
            StageListener listener) {
        this.endpoints = endpoints;
        this.startups = startups;
        this.models = models;
        this.ready = ready;
        this.clock = clock;
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("slipway-startup").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        boolean wasReady = false;
        try {
            while (true) {
                boolean isReady = ready.getAsBoolean() && !served().isEmpty();
                if (wasReady && isReady) {
                    for (VersionSpec spec : served()) {
                        look(spec);
                    }
                }
                wasReady = isReady;
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException _) {
            // the stage ends
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                listener.warning("no start-up caches are made any more: " + e);
            }
        }
    }

    private List<VersionSpec> served() {
        return endpoints.names().stream().flatMap(this::served).toList();
    }

    private Stream<VersionSpec> served(ModelName endpoint) {
        return endpoints.routing(endpoint).stream()
                .flatMap(routing -> routing.weights().shares().keySet().stream())
                .flatMap(version -> endpoints.find(endpoint, version).stream())
                .map(VersionHost::spec);
    }

    private void look(VersionSpec spec) throws InterruptedException {
        Found found = startups.find(spec);
        if (Thread.interrupted()) {
            // What is read then cannot be read, and that is nobody's fault.
            throw new InterruptedException();
        }
        switch (found) {
            case Ready _ -> {
                // nothing is missing
            }
            case Impossible(String why) -> {
                if (tried.add(why)) {
                    listener.warning("environments start without a start-up cache: " + why);
                }
            }
            case Missing missing -> {
                if (!tried.contains(missing.key())) {
                    train(spec, missing);
                }
            }
        }
    }

    private void train(VersionSpec spec, Missing missing) throws InterruptedException {
        Instant began = clock.instant();
        switch (startups.train(spec, events(spec))) {
            case Ready made -> {
                tried.add(missing.key());
                listener.progress("made the start-up cache " + Startups.brief(made.key()) + " in "
                        + Duration.between(began, clock.instant()).toSeconds() + " s: the next environments of "
                        + spec.endpoint() + " start from it");
            }
            case Busy _ -> {
                // another stage of this home's folder trains: look again later, it may be this very cache
            }
            case NoRoom(String why) -> {
                // others may give it back: look again later
                if (tried.add(missing.key() + " has no room")) {
                    listener.progress("no start-up cache is made for " + spec.endpoint() + " yet: " + why);
                }
            }
            case Failed(String why) -> {
                tried.add(missing.key());
                listener.warning("no start-up cache was made for " + spec.endpoint()
                        + ", its environments start without: " + why);
            }
        }
    }

    /** The package's golden samples as clients send them; where it has none, the question whether it is ready. */
    private List<byte[]> events(VersionSpec spec) {
        String request = "startup-training";
        List<byte[]> events = samples(spec.digest()).stream()
                .limit(SAMPLES)
                .map(sample -> HttpEvent.infer(spec.endpoint(), sample.request(), request, clock.instant()))
                .toList();
        return events.isEmpty() ? List.of(HttpEvent.ready(spec.endpoint(), request, clock.instant())) : events;
    }

    private List<GoldenSample> samples(Digest digest) {
        try {
            Optional<String> path = PackageContents.serving(models, digest).samples();
            return path.flatMap(PackageContents.manifest(models, digest)::layer)
                    .map(layer -> GoldenSample.parse(models.read(layer.digest(), LARGEST_SAMPLES)))
                    .orElseGet(List::of);
        } catch (PlatformException | JsonException | IllegalArgumentException _) {
            return List.of();
        }
    }

    /** Ends what is being trained, and waits for that. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
