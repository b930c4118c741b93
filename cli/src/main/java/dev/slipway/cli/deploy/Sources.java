package dev.slipway.cli.deploy;

import dev.slipway.aws.AwsPlatform;
import dev.slipway.aws.AwsSettings;
import dev.slipway.aws.S3Place;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.StageNames;
import dev.slipway.packager.PackageReferences;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The stores that a package can be had from where this machine has it not: those of the stages, the one that is deployed
 * to first. What staging has proven is what prod gets, byte by byte.
 *
 * @param stores by name, each opened when it is first asked
 */
record Sources(Map<String, Supplier<ModelStore>> stores) {

    /**
     * A package in one of them.
     *
     * @param name the store's
     * @param store the store
     * @param digest the package
     */
    record Source(String name, ModelStore store, Digest digest) {}

    /** The stores of all stages on AWS, by the credentials in use. */
    static Sources of(AwsStage first, List<AwsStage> all) {
        Map<String, Supplier<ModelStore>> stores = new LinkedHashMap<>();
        add(stores, first);
        all.forEach(stage -> add(stores, stage));
        return new Sources(stores);
    }

    private static void add(Map<String, Supplier<ModelStore>> stores, AwsStage stage) {
        stores.putIfAbsent(
                "the stage " + stage.name(),
                () -> AwsPlatform.open(AwsSettings.in(stage.region()))
                        .modelStore(S3Place.parse(StageNames.of(stage).packages())));
    }

    /**
     * The first that has a package.
     *
     * @param name its digest, the beginning of one, or a tag
     * @param troubles hears which stores could not be asked, and why
     */
    Optional<Source> find(Path folder, String name, List<String> troubles) {
        List<String> heard = new ArrayList<>();
        for (Map.Entry<String, Supplier<ModelStore>> each : stores.entrySet()) {
            try {
                ModelStore store = each.getValue().get();
                if (new PackageReferences(store, folder).find(name) instanceof PackageReferences.Stored(Digest digest)
                        && store.packages().contains(digest)) {
                    return Optional.of(new Source(each.getKey(), store, digest));
                }
            } catch (ProblemsException | PlatformException.Missing _) {
                // It does not have it, or is not there yet.
            } catch (PlatformException e) {
                heard.add(each.getKey() + ": " + e.getMessage());
            }
        }
        troubles.addAll(heard);
        return Optional.empty();
    }
}
