package dev.slipway.local.runtime;

import dev.slipway.core.platform.folder.FolderTree;
import dev.slipway.startup.Exercise;
import dev.slipway.startup.FunctionCalls;
import dev.slipway.startup.StartupCaches;
import dev.slipway.startup.StartupCaches.Failed;
import dev.slipway.startup.StartupCaches.Found;
import dev.slipway.startup.StartupCaches.Impossible;
import dev.slipway.startup.StartupCaches.Missing;
import dev.slipway.startup.StartupCaches.Ready;
import dev.slipway.startup.StartupCaches.Trained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The start-up caches of a host's functions. Code that a version runs never changes, so its jars are read once; whatever
 * goes wrong with a cache, environments start without, and one that a JVM does not take is not given to the next.
 */
public final class Startups {

    /** Calls in a training: more than it takes until what is called often is known as such. */
    private static final int CALLS = 300;

    /** What jars and flags of a version follow from. */
    private record Kind(String code, boolean snapStart) {}

    private final Machine machine;
    private final Timing timing;
    private final Consumer<String> complaints;
    private final Optional<StartupCaches> caches;
    private final Map<Kind, Found> known = new ConcurrentHashMap<>();

    Startups(Machine machine, Timing timing, Consumer<String> complaints) {
        this.machine = machine;
        this.timing = timing;
        this.complaints = complaints;
        this.caches = machine.startups().map(StartupCaches::new);
    }

    /** What there is for the next environment of a version. */
    public Found find(VersionSpec spec) {
        if (caches.isEmpty()) {
            return new Impossible("turned off");
        }
        return known.compute(
                new Kind(spec.code().sha256(), spec.settings().snapStart()),
                (_, before) -> before == null ? caches.get().find(Launch.jvm(spec, machine)) : look(before, spec));
    }

    /** Where somebody cleared the folder, it is as if nothing had been there. */
    private Found look(Found before, VersionSpec spec) {
        Found now = caches.orElseThrow().again(before);
        boolean cleared = now instanceof Impossible && !(before instanceof Impossible);
        return cleared ? caches.get().find(Launch.jvm(spec, machine)) : now;
    }

    /** Listens whether an environment takes its cache; where it does not, the next ones start without, until another is made. */
    StartWatch watch(VersionSpec spec, Ready ready, LineSink lines) {
        return new StartWatch(lines, () -> {
            caches.orElseThrow().refused(ready);
            complaints.accept("an environment of " + spec.label() + " did not take the start-up cache "
                    + brief(ready.key()) + ": it is not used any more");
        });
    }

    /** What an environment's log says of it, in one line. */
    static String word(Found found) {
        return "slipway: "
                + switch (found) {
                    case Ready ready -> "start-up cache " + brief(ready.key());
                    case Missing missing -> "no start-up cache yet: " + brief(missing.key()) + " was not made so far";
                    case Impossible(String why) -> "no start-up cache: " + why;
                };
    }

    /** A cache's name as people are told it. */
    public static String brief(String key) {
        return key.substring(0, 12);
    }

    /**
     * Makes the cache for a version's environments, by starting one that nobody calls but the training.
     *
     * @param events what it is asked, in turn
     * @throws InterruptedException where the caller is interrupted; nothing goes on then
     */
    public Trained train(VersionSpec spec, List<byte[]> events) throws InterruptedException {
        if (caches.isEmpty()) {
            return new Failed("turned off");
        }
        String name = "training-" + ProcessHandle.current().pid();
        Path work = spec.work().resolve(name);
        try {
            Files.createDirectories(work);
            Files.createDirectories(spec.logs());
            Exercise exercise = new FunctionCalls(events, CALLS);
            LocalDate today = LocalDate.ofInstant(timing.clock().instant(), ZoneOffset.UTC);
            return caches.get().train(Launch.jvm(spec, machine), Launch.trainee(spec, machine, name, today), exercise);
        } catch (IOException e) {
            return new Failed(String.valueOf(e.getMessage()));
        } finally {
            FolderTree.deleteWhatCanBe(work);
        }
    }
}
