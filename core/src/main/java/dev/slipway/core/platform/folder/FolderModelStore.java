package dev.slipway.core.platform.folder;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.CollectingStore;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.VerifyingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * A store in a folder: an OCI image layout (github.com/opencontainers/image-spec image-layout.md), so that any OCI tool
 * reads it. Many processes may use one folder at the same time. The folder is made by the first write; reading needs no
 * permission to write.
 *
 * <p>Blobs are read without JSON, so a function that loads its model by digest loads few classes for it.
 */
public final class FolderModelStore implements CollectingStore {

    private final Path root;
    private final Path blobs;

    /** A store in this folder, which need not exist yet. */
    public FolderModelStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.blobs = this.root.resolve("blobs").resolve("sha256");
    }

    /** The folder. */
    public Path root() {
        return root;
    }

    @Override
    public boolean has(Digest blob) {
        return Files.isRegularFile(path(blob), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean put(Digest blob, long size, Content content) {
        Path target = path(blob);
        try {
            if (has(blob) && isWhole(blob, size)) {
                touch(target);
                return false;
            }
            Incoming incoming = prepare();
            try (InputStream in = content.open()) {
                incoming.receive(blob, size, in, target);
            }
            return true;
        } catch (IOException e) {
            throw unavailable("cannot store " + blob + " in", e);
        }
    }

    /** A disk may have lost what was written: then the blob is put again, and whoever needs it can go on. */
    private boolean isWhole(Digest blob, long size) throws IOException {
        if (Files.size(path(blob)) != size) {
            return false;
        }
        try (InputStream in = open(blob)) {
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (PlatformException.Corrupt e) {
            return false;
        }
    }

    @Override
    public InputStream open(Digest blob) {
        try {
            return new VerifyingInputStream(
                    Files.newInputStream(path(blob), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), blob);
        } catch (NoSuchFileException e) {
            throw missing(blob);
        } catch (IOException e) {
            if (Files.isSymbolicLink(path(blob))) {
                throw new PlatformException.Corrupt(blob + " is a symbolic link in the store " + root
                        + "; links are not followed, for they lead out of it");
            }
            throw unavailable("cannot read " + blob + " in", e);
        }
    }

    @Override
    public byte[] read(Digest blob, int limit) {
        try (InputStream in = open(blob)) {
            byte[] bytes = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new PlatformException.Corrupt(blob + " is larger than the " + limit + " bytes expected of it");
            }
            return bytes;
        } catch (IOException e) {
            throw unavailable("cannot read " + blob + " in", e);
        }
    }

    @Override
    public void publish(Digest manifest) {
        if (!has(manifest)) {
            throw missing(manifest);
        }
        try {
            index().publish(manifest);
        } catch (IOException e) {
            throw unavailable("cannot write the index of", e);
        }
    }

    @Override
    public List<Digest> packages() {
        try {
            return index().read().packages(this);
        } catch (IOException e) {
            throw unavailable("cannot read the index of", e);
        }
    }

    @Override
    public SortedMap<String, Digest> tags() {
        try {
            return index().read().tags(this);
        } catch (IOException e) {
            throw unavailable("cannot read the index of", e);
        }
    }

    @Override
    public void moveTag(String tag, Optional<Digest> expected, Digest target) {
        try {
            index().moveTag(tag, expected, target);
        } catch (IOException e) {
            throw unavailable("cannot write the index of", e);
        }
    }

    @Override
    public void attach(Digest referrer) {
        if (!has(referrer)) {
            throw missing(referrer);
        }
        try {
            index().attach(referrer);
        } catch (IOException e) {
            throw unavailable("cannot write the index of", e);
        }
    }

    @Override
    public void detach(Digest referrer) {
        try {
            index().detach(referrer);
        } catch (IOException e) {
            throw unavailable("cannot write the index of", e);
        }
    }

    @Override
    public List<Referrer> referrers(Digest subject) {
        try {
            return index().read().referrers(subject, this);
        } catch (IOException e) {
            throw unavailable("cannot read the index of", e);
        }
    }

    /** Somebody counts on the blob: garbage collection spares what was stored, or found, of late. */
    private void touch(Path blob) throws IOException {
        try {
            Files.setLastModifiedTime(blob, prepare().now());
        } catch (AccessDeniedException e) {
            // It is another user's. It is there, and that is what was asked.
        }
    }

    @Override
    public Collected collect(Set<Digest> kept, Instant before, boolean remove) {
        if (!Files.exists(root.resolve("index.json"))) {
            return Collected.NOTHING;
        }
        try {
            return new FolderGarbage(this, index(), kept, before).collect(remove);
        } catch (IOException e) {
            throw unavailable("cannot collect garbage in", e);
        }
    }

    /** The folder of blobs. */
    Path blobs() {
        return blobs;
    }

    private FolderIndex index() {
        return new FolderIndex(root, this);
    }

    /** Makes the layout where it is not there yet. */
    private Incoming prepare() throws IOException {
        Files.createDirectories(blobs);
        Path incomingFolder = Files.createDirectories(root.resolve("incoming"));
        FolderIndex.prepare(root);
        Incoming incoming = new Incoming(incomingFolder, ProcessHandle.current().pid());
        incoming.sweep();
        return incoming;
    }

    /** A blob's file. A digest is 64 hexadecimal digits, so no name leads out of the folder. */
    Path path(Digest blob) {
        return blobs.resolve(blob.hex());
    }

    private PlatformException.Missing missing(Digest blob) {
        return new PlatformException.Missing(blob + " is not in the store " + root);
    }

    private PlatformException.Unavailable unavailable(String what, IOException e) {
        return new PlatformException.Unavailable(what + " the store " + root + ": " + e, e);
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
