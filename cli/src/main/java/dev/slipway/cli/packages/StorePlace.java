package dev.slipway.cli.packages;

import dev.slipway.aws.AwsPlatform;
import dev.slipway.aws.S3Place;
import dev.slipway.cli.CommandException;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.packager.PackageReferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A store as people name it: this machine's, a folder, or a place in S3. Closing it ends its connections. */
final class StorePlace implements AutoCloseable {

    /** What the option may be, for {@code --help}. */
    static final String KINDS = "a folder, or s3://bucket/prefix";

    /** What a place in S3 begins with. */
    static final String S3 = "s3://";

    private final String name;
    private final ModelStore store;
    private final boolean here;
    private final @Nullable AwsPlatform aws;

    private StorePlace(String name, ModelStore store, boolean here, @Nullable AwsPlatform aws) {
        this.name = name;
        this.store = store;
        this.here = here;
        this.aws = aws;
    }

    /** The store of this machine: folders are packaged into it. */
    static StorePlace here(ModelStore store) {
        return new StorePlace("the store of this machine", store, true, null);
    }

    /**
     * Another folder.
     *
     * @throws CommandException where it is a file
     */
    static StorePlace folder(Path workingFolder, String name) {
        Path path = workingFolder.resolve(name).normalize();
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw CommandException.askedWrongly("\"" + name + "\" is a file; expected " + KINDS);
        }
        return new StorePlace(name, new FolderModelStore(path), false, null);
    }

    /**
     * A place in S3.
     *
     * @param region where the bucket is
     * @param endpoint where S3 answers; AWS's own where left out
     * @throws CommandException where the name or the region cannot be one
     */
    static StorePlace bucket(String name, String region, @Nullable String endpoint) {
        AwsPlatform aws = AwsPlatform.open(StoreOptions.settings(region, endpoint));
        try {
            return new StorePlace(name, aws.modelStore(S3Place.parse(name)), false, aws);
        } catch (IllegalArgumentException e) {
            throw CommandException.askedWrongly(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Checks that the credentials in use are those of the stage's account, where it is a place in S3.
     *
     * @throws dev.slipway.core.platform.PlatformException.Refused where they are another's, or none
     */
    void checkAccount(AwsStage stage) {
        if (aws != null) {
            aws.checkAccount(stage.account());
        }
    }

    ModelStore store() {
        return store;
    }

    /**
     * The package that a name leads to. A model folder is packaged first, into the store of this machine only.
     *
     * @throws CommandException where it leads nowhere, to more than one, or to a folder though the store is elsewhere
     */
    Digest find(Path workingFolder, String named) throws IOException {
        return switch (PackageNames.find(store, workingFolder, named)) {
            case PackageReferences.Stored(Digest digest) -> digest;
            case PackageReferences.Unpacked _ -> {
                if (!here) {
                    throw CommandException.askedWrongly(named + " is a folder on this machine; expected a digest, the"
                            + " beginning of one, or a tag of " + name);
                }
                yield PackageNames.stored(store, workingFolder, named);
            }
        };
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
