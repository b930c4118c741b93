package dev.slipway.cli.packages;

import dev.slipway.cli.Surroundings;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.platform.folder.FolderTree;
import dev.slipway.local.runtime.Machine;
import dev.slipway.packager.ModelFolders;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.Packager;
import dev.slipway.packager.trial.StarterSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks the model of a new folder for samples to begin with; in a store of its own, of which nothing stays. */
final class StarterAnswers {

    private final Surroundings in;

    StarterAnswers(Surroundings in) {
        this.in = in;
    }

    /** Writes them into the folder where the model answers, and says what was done. */
    void write(ModelFolders.Begun begun) throws IOException {
        if (in.installation().isEmpty()) {
            return;
        }
        Path folder = begun.folder();
        Path work = Files.createTempDirectory("slipway-init-");
        try {
            Path store = work.resolve("store");
            ModelPackage read = Packager.read(folder);
            new Packager(new FolderModelStore(store)).put(read);
            LocalRunner runner = new LocalRunner(in.installation().get(), store, work, Machine.running());
            StarterSamples samples = StarterSamples.of(runner, read, begun.requests(), in.clock());
            if (samples.lines().isEmpty()) {
                in.say("no samples to begin with: " + samples.problem());
                return;
            }
            Files.write(folder.resolve(StarterSamples.FILE), samples.lines());
            in.say(StarterSamples.FILE + ": " + samples.lines().size()
                    + (begun.requests().isEmpty() ? " made-up requests" : " requests of the input example")
                    + " and what the model answers; confirm them before they are golden");
        } finally {
            FolderTree.delete(work);
        }
    }
}
