package dev.slipway.cli.packages;

import dev.slipway.aws.AwsSettings;
import dev.slipway.cli.CommandException;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StageNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How commands reach a store that is not this machine's. */
final class StoreOptions {

    @Option(names = "--region", description = "Where the bucket is, such as eu-central-1. Default: the stage's.")
    private @Nullable String region;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Where S3 answers, for a store of another maker. Default: AWS.")
    private @Nullable String endpoint;

    /**
     * The store that is named, else that of the stage on AWS, else that of this machine.
     *
     * @param folder the working folder
     * @param named a folder, or a place in S3
     * @param stage the stage on AWS that {@code --stage} names
     * @param here the store of this machine
     */
    StorePlace open(Path folder, @Nullable String named, Optional<AwsStage> stage, Supplier<ModelStore> here) {
        return named == null && stage.isEmpty() ? here(here.get()) : there(folder, named, stage);
    }

    /**
     * The store that is named, else that of the stage on AWS.
     *
     * @throws CommandException where it cannot be one
     */
    StorePlace there(Path folder, @Nullable String named, Optional<AwsStage> stage) {
        String name = named != null ? named : StageNames.of(stage.orElseThrow()).packages();
        if (!name.startsWith(StorePlace.S3)) {
            refuse(name + " is a folder");
            return StorePlace.folder(folder, name);
        }
        String where = Optional.ofNullable(region)
                .or(() -> stage.map(AwsStage::region))
                .orElseThrow(() -> CommandException.askedWrongly(
                        "--region is missing for " + name + "; expected where the bucket is, such as eu-central-1"));
        return StorePlace.bucket(name, where, endpoint);
    }

    /** Whether AWS itself answers, which knows of accounts, and no store of another maker. */
    boolean isOnAws() {
        return endpoint == null;
    }

    private StorePlace here(ModelStore store) {
        refuse("the store of this machine is a folder");
        return StorePlace.here(store);
    }

    private void refuse(String why) {
        if (region != null || endpoint != null) {
            throw CommandException.askedWrongly(
                    (region != null ? "--region" : "--endpoint") + " does not apply: " + why + "; leave it out");
        }
    }

    /**
     * How to reach AWS, or what speaks as it does.
     *
     * @param endpoint its address as it was typed
     * @throws CommandException where it is none
     */
    static AwsSettings settings(String region, @Nullable String endpoint) {
        try {
            AwsSettings settings = AwsSettings.in(region);
            return endpoint == null ? settings : settings.at(address(endpoint));
        } catch (IllegalArgumentException e) {
            throw CommandException.askedWrongly(String.valueOf(e.getMessage()));
        }
    }

    private static URI address(String typed) {
        try {
            URI address = new URI(typed);
            boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (http && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // As what has no host.
        }
        throw CommandException.askedWrongly(
                "--endpoint: found \"" + typed + "\"; expected an address such as https://s3.example.org");
    }
}
