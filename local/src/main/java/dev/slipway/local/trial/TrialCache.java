package dev.slipway.local.trial;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.local.function.InstalledCode;
import dev.slipway.local.runtime.FunctionHost;
import dev.slipway.local.runtime.FunctionSettings;
import dev.slipway.local.runtime.Machine;
import dev.slipway.local.runtime.Timing;
import dev.slipway.local.runtime.VersionSpec;
import dev.slipway.startup.StartupCaches.Busy;
import dev.slipway.startup.StartupCaches.Failed;
import dev.slipway.startup.StartupCaches.NoRoom;
import dev.slipway.startup.StartupCaches.Ready;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The start-up cache of a package's trial processes: by the code and the flags that they run with, made once. */
public final class TrialCache {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Together as long as a training may take. */
    private static final int LOOKS = 300;

    private TrialCache() {}

    /**
     * Makes it where it is not there, and waits for that.
     *
     * @param machine with a folder of start-up caches
     * @param store the folder that packages are read from
     * @param home where logs and temporary files are kept
     * @param events what the process in training is asked, in turn
     * @return why there is none; empty where it is there
     */
    public static Optional<String> make(
            Machine machine,
            InstalledCode code,
            FunctionSettings settings,
            ModelName model,
            Digest digest,
            Path store,
            Path home,
            List<byte[]> events) {
        Logger helidon = Logger.getLogger("io.helidon");
        helidon.setLevel(Level.WARNING); // its greetings are no progress of ours
        VersionSpec spec = TrialProcess.spec(machine, code, settings, model, digest, store, home);
        try (FunctionHost host = FunctionHost.start(machine, TrialProcess.limits(), Timing.system(), _ -> {})) {
            return make(host, spec, events);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } finally {
            helidon.setLevel(null);
        }
    }

    private static Optional<String> make(FunctionHost host, VersionSpec spec, List<byte[]> events)
            throws InterruptedException {
        for (int i = 0; i < LOOKS; i++) {
            switch (host.startups().train(spec, events)) {
                case Ready _ -> {
                    return Optional.empty();
                }
                case NoRoom(String why) -> {
                    return Optional.of(why);
                }
                case Failed(String why) -> {
                    return Optional.of(why);
                }
                case Busy _ -> Thread.sleep(PAUSE);
            }
        }
        return Optional.of("other processes make theirs all the time");
    }
}
