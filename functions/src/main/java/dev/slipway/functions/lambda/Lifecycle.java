package dev.slipway.functions.lambda;

import dev.slipway.functions.v2.ModelEndpoint.Health;
import java.util.Map;

/**
 * Where an environment stands, and whether the checkpoint hooks that its kind needs really ran. Outside of AWS's own
 * images they silently do not, unless the runtime client's CRaC implementation is named to the JVM.
 */
final class Lifecycle implements Health {

    /** What became of the hooks. */
    enum Hooks {
        /** The environment was not made from a snapshot. */
        NOT_NEEDED("not-needed"),
        /** The environment is made from a snapshot, and none ran. */
        DID_NOT_RUN("did-not-run"),
        /** The one before the checkpoint ran; nothing was restored yet. */
        PRIMED("primed"),
        /** Both ran. */
        RAN("ran");

        private final String word;

        Hooks(String word) {
            this.word = word;
        }
    }

    private volatile Hooks hooks;

    Lifecycle(boolean snapshot) {
        hooks = snapshot ? Hooks.DID_NOT_RUN : Hooks.NOT_NEEDED;
    }

    Hooks hooks() {
        return hooks;
    }

    void primed() {
        hooks = Hooks.PRIMED;
    }

    void restored() {
        hooks = Hooks.RAN;
    }

    @Override
    public Map<String, String> detail() {
        return Map.of("snapshot_hooks", hooks.word);
    }
}
