package dev.slipway.cli.deploy;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StageNames;
import java.util.Optional;

/**
 * What shall be deployed.
 *
 * @param stage where
 * @param model the model
 * @param digest the package
 * @param folder the folder that it is packaged from, as it was named; empty where a package was named, which is never
 *     packaged again
 */
record Asked(AwsStage stage, ModelName model, Digest digest, Optional<String> folder) {

    private static final int BRIEF = "sha256:".length() + 12;

    StageNames names() {
        return StageNames.of(stage);
    }

    /** The digest cut to what people can compare. */
    String brief() {
        return brief(digest);
    }

    static String brief(Digest digest) {
        return digest.toString().substring(0, BRIEF);
    }

    String stack() {
        return names().modelStack(model);
    }

    /** The command that does the same again. */
    String again() {
        return "slipway deploy " + model + folder.map(_ -> "").orElse(" --package " + digest) + " --stage "
                + stage.name();
    }
}
