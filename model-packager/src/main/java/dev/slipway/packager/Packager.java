package dev.slipway.packager;

import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs model folders into a store.
 *
 * <p>{@link #read} looks at a folder, checks it and hashes it: enough to know the digest, and nothing is written.
 * {@link #add} puts what was read into the store, blob by blob, and then says that it is a package. A crash in between
 * leaves blobs that the next try finds there.
 */
public final class Packager {

    private final ModelStore store;

    /** Packs into {@code store}. */
    public Packager(ModelStore store) {
        this.store = store;
    }

    /**
     * Reads a model folder.
     *
     * @throws ProblemsException with all that is wrong with it
     * @throws IOException where a file cannot be read
     */
    public static ModelPackage read(Path folder) throws IOException {
        return new FolderReading(new ModelFolder(folder)).read();
    }

    /** Reads a model folder and puts its package into the store. */
    public ModelPackage add(Path folder) throws IOException {
        ModelPackage read = read(folder);
        add(read);
        return read;
    }

    /**
     * Puts a package into the store. Doing it again changes nothing.
     *
     * @throws ProblemsException where a file is no longer what was read; nothing is published
     * @throws PlatformException where the store cannot take it
     */
    public void add(ModelPackage read) {
        put(read);
        publish(read);
    }

    /**
     * Puts a package's blobs and its manifest into the store, and does not say yet that it is a package: for one that
     * is to be tried first.
     *
     * @throws ProblemsException where a file is no longer what was read
     * @throws PlatformException where the store cannot take it
     */
    public void put(ModelPackage read) {
        Manifest manifest = read.manifest();
        List<Descriptor> blobs = new ArrayList<>(manifest.layers());
        blobs.add(manifest.config());
        for (Descriptor blob : blobs) {
            ModelStore.Content content = read.contents().get(blob.digest());
            if (content == null) {
                throw new IllegalArgumentException("the package has no content for " + blob.digest());
            }
            put(blob, content);
        }
        byte[] bytes = manifest.bytes();
        Digest digest = Digest.of(bytes);
        store.put(digest, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /**
     * Says that what was put is a package.
     *
     * @throws PlatformException where a part of it is not stored
     */
    public void publish(ModelPackage read) {
        store.publish(read.digest());
    }

    private void put(Descriptor blob, ModelStore.Content content) {
        try {
            store.put(blob.digest(), blob.size(), content);
        } catch (PlatformException.Corrupt e) {
            throw new ProblemsException(new Problem(
                    blob.path().orElse("the model config"),
                    "changed while it was packaged",
                    "",
                    "package again when nothing writes to it: " + e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new PlatformException.Unavailable("cannot read " + blob.path().orElse("the config"), e);
        }
    }
}
