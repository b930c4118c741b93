package dev.slipway.cli.stage;

import dev.slipway.cli.Surroundings;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.spec.Problem;
import dev.slipway.local.stage.Stage.Broken;
import dev.slipway.packager.PackageVerifier;
import dev.slipway.packager.PackageVerifier.Verification;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells of versions that have traffic and cannot answer, each once: what is wrong, and what mends it. */
final class Breakage {

    private final ModelStore store;
    private final Surroundings in;
    private final Set<Told> told = new HashSet<>();

    private record Told(ModelName endpoint, String version) {}

    Breakage(ModelStore store, Surroundings in) {
        this.store = store;
        this.in = in;
    }

    /** Tells of those that were not told yet. */
    void tell(List<Broken> broken) throws IOException {
        for (Broken one : broken) {
            if (told.add(of(one))) {
                tell(one);
            }
        }
    }

    private static Told of(Broken one) {
        return new Told(one.endpoint(), one.version().version());
    }

    private void tell(Broken one) throws IOException {
        String version = one.endpoint() + " version " + one.version().version();
        Digest digest = one.version().digest();
        Verification found = PackageVerifier.verify(store, digest);
        if (found.isWhole()) {
            in.say("warning: " + version + " has traffic and does not start: " + one.reason());
            return;
        }
        in.say("warning: " + version + " has traffic and does not start: its package " + digest
                + " is damaged in the store " + store);
        for (Problem problem : found.problems()) {
            in.say("  " + problem);
        }
        in.say("  package the folder it was made of again, and it serves again within seconds: slipway package FOLDER");
    }
}
