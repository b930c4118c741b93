package dev.slipway.cli.packages;

import dev.slipway.aws.AwsPlatform;
import dev.slipway.aws.AwsSettings;
import dev.slipway.aws.S3Place;
import dev.slipway.cli.CommandException;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.folder.FolderModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A store as people name it: a folder, or a place in S3. Closing it ends its connections. */
final class StorePlace implements AutoCloseable {

    /** What the option may be, for {@code --help}. */
    static final String KINDS = "a folder, or s3://bucket/prefix";

    private final String name;
    private final ModelStore store;
    private final @Nullable AwsPlatform aws;

    private StorePlace(String name, ModelStore store, @Nullable AwsPlatform aws) {
        this.name = name;
        this.store = store;
        this.aws = aws;
    }

    /**
     * Opens it.
     *
     * @param region where a bucket is; empty for a folder
     * @throws CommandException where the name cannot be one
     */
    static StorePlace open(Path folder, String name, String region) {
        if (!name.startsWith("s3://")) {
            Path path = folder.resolve(name).normalize();
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw CommandException.askedWrongly("\"" + name + "\" is a file; expected " + KINDS);
            }
            return new StorePlace(name, new FolderModelStore(path), null);
        }
        if (region.isEmpty()) {
            throw CommandException.askedWrongly(
                    "--region is missing for " + name + "; expected where the bucket is, such as eu-central-1");
        }
        try {
            AwsPlatform aws = AwsPlatform.open(AwsSettings.in(region));
            return new StorePlace(name, aws.modelStore(S3Place.parse(name)), aws);
        } catch (IllegalArgumentException e) {
            throw CommandException.askedWrongly(String.valueOf(e.getMessage()));
        }
    }

    ModelStore store() {
        return store;
    }

    @Override
    public void close() {
        if (aws != null) {
            aws.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
