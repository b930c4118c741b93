package dev.slipway.serve;

import dev.slipway.core.model.ModelName;
import dev.slipway.functions.telemetry.FaultLog;
import dev.slipway.startup.ControlGroups;
import dev.slipway.startup.Exercise;
import dev.slipway.startup.Jvm;
import dev.slipway.startup.StartupCaches;
import dev.slipway.startup.StartupCaches.Busy;
import dev.slipway.startup.StartupCaches.Failed;
import dev.slipway.startup.StartupCaches.Missing;
import dev.slipway.startup.StartupCaches.NoRoom;
import dev.slipway.startup.StartupCaches.Ready;
import dev.slipway.startup.Trainee;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes the start-up cache for the next start of this very process, once it has served for a while: another process like it,
 * at the lowest priority, which is asked the golden samples and ended. One that this process was given and its JVM did not take is
 * made anew.
 */
final class StartupTraining {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int BRIEF = 12;

    private final Options options;
    private final Path words;
    private final Missing missing;
    private final StartupCaches caches;
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
        this.words = words.toAbsolutePath();
        Path home = this.words.resolveSibling("").normalize();
        this.missing = new Missing(String.valueOf(home.getFileName()), this.words);
        this.caches = new StartupCaches(home.resolveSibling(""));
        this.model = model;
        this.samples = samples;
        this.log = log;
    }

    /**
     * Says how this process was started, and trains where there is need.
     *
     * @param sharesClasses whether its JVM took the cache that it was given, if it was
     */
    void begin(boolean sharesClasses) {
        caches.began(missing.key(), ProcessHandle.current().pid());
        if (options.cached() && sharesClasses) {
            log.say("started from the start-up cache " + brief(missing.key()));
            return;
        }
        if (options.cached()) {
            log.say("the JVM did not take the start-up cache " + brief(missing.key()));
            if (caches.again(missing) instanceof Ready refused) {
                caches.refused(refused);
            }
        }
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
                    words.resolveSibling(""),
                    ControlGroups.ofThisProcess().heldMemory());
            Exercise exercise = new ServerRequests("/v2/models/" + model + "/infer", samples);
            log.say(
                    switch (caches.train(Jvm.read(java, words), trainee, exercise)) {
                        case Ready ready ->
                            "made the start-up cache " + brief(ready.key()) + ": the next start uses it";
                        case Busy _ -> "no start-up cache was made: another process makes one now";
                        case NoRoom(String why) -> "no start-up cache was made: " + why;
                        case Failed(String why) -> "no start-up cache was made: " + why;
                    });
        } catch (IOException e) {
            log.say("no start-up cache was made: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String brief(String key) {
        return key.substring(0, BRIEF);
    }
}
