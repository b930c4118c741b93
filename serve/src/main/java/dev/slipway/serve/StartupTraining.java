package dev.slipway.serve;

import dev.slipway.core.model.ModelName;
import dev.slipway.functions.telemetry.FaultLog;
import dev.slipway.startup.Exercise;
import dev.slipway.startup.Jvm;
import dev.slipway.startup.StartupCaches;
import dev.slipway.startup.StartupCaches.Busy;
import dev.slipway.startup.StartupCaches.Failed;
import dev.slipway.startup.StartupCaches.Ready;
import dev.slipway.startup.Trainee;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes the start-up cache for the next start of this very process, once it has served for a while: another process like it,
 * at the lowest priority, which is asked the golden samples and ended.
 */
final class StartupTraining {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Options options;
    private final Path words;
    private final ModelName model;
    private final List<byte[]> samples;
    private final FaultLog log;

    /**
     * A training that has not begun.
     *
     * @param words this JVM's flags and class path, in the folder of the cache
     * @param samples V2 requests
     */
    StartupTraining(Options options, Path words, ModelName model, List<byte[]> samples, FaultLog log) {
        this.options = options;
        this.words = words;
        this.model = model;
        this.samples = samples;
        this.log = log;
    }

    void begin() {
        Thread.ofPlatform().daemon().name("startup-training").start(this::run);
    }

    private void run() {
        try {
            Thread.sleep(PAUSE);
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            Trainee trainee = new Trainee(
                    List.of(),
                    Main.class.getName(),
                    options.trainee(),
                    Optional.empty(),
                    words.resolveSibling("").toAbsolutePath());
            Exercise exercise = new ServerRequests("/v2/models/" + model + "/infer", samples);
            log.say(
                    switch (new StartupCaches(words.resolveSibling("..").normalize())
                            .train(Jvm.read(java, words), trainee, exercise)) {
                        case Ready ready ->
                            "made the start-up cache " + ready.key().substring(0, 12) + ": the next start uses it";
                        case Busy _ -> "no start-up cache was made: another process makes one now";
                        case Failed(String why) -> "no start-up cache was made: " + why;
                    });
        } catch (IOException e) {
            log.say("no start-up cache was made: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
