package dev.slipway.local.stage;

import dev.slipway.core.json.JsonException;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.ReleaseSpec;
import dev.slipway.core.spec.ServingSpec;
import dev.slipway.local.function.SettingsSource;
import dev.slipway.local.runtime.FunctionSettings;
import java.util.Optional;

/** What a package's author asked for: {@code slipway.yaml} travels in the package. */
public final class PackageFacts implements SettingsSource {

    private static final int MANIFEST_LIMIT = 4 << 20;

    private final ModelStore models;
    private final StageKind kind;

    /** Facts of the packages in the local stage's store. */
    public PackageFacts(ModelStore models) {
        this(models, StageKind.LOCAL);
    }

    /** Facts of the packages in the store of a stage of this kind: the times of plans depend on it. */
    PackageFacts(ModelStore models, StageKind kind) {
        this.models = models;
        this.kind = kind;
    }

    /** What kind of stage they are for. */
    StageKind kind() {
        return kind;
    }

    @Override
    public FunctionSettings settings(Digest digest) {
        ServingSpec serving = spec(digest).map(ModelSpec::serving).orElse(ServingSpec.DEFAULT);
        // The processor is this machine's, whatever the model is to have on AWS.
        return new FunctionSettings(
                serving.memory(),
                serving.timeout(),
                switch (serving.snapstart()) {
                    case AUTO, ON -> true;
                    case OFF -> false;
                });
    }

    @Override
    public ModelFormat format(Digest digest) {
        try {
            return PackageContents.serving(models, digest).format();
        } catch (PlatformException.Missing e) {
            throw new PlatformException.Refused("there is no package " + digest + " in the store: " + e.getMessage());
        }
    }

    /** How its author wants it to be released on a stage of this kind. */
    ReleasePlan plan(Digest digest) {
        return spec(digest).map(ModelSpec::release).orElse(ReleaseSpec.DEFAULT).plan(kind);
    }

    private Optional<ModelSpec> spec(Digest digest) {
        try {
            Manifest manifest = Manifest.parse(models.read(digest, MANIFEST_LIMIT));
            return manifest.layer(ModelSpec.FILE)
                    .map(layer -> ModelSpec.parse(ModelSpec.FILE, models.read(layer.digest(), MANIFEST_LIMIT)));
        } catch (PlatformException.Missing e) {
            throw new PlatformException.Refused("there is no package " + digest + " in the store: " + e.getMessage());
        } catch (JsonException | IllegalArgumentException | ProblemsException e) {
            throw new PlatformException.Refused("package " + digest + " cannot be read: " + e.getMessage());
        }
    }
}
