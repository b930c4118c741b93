package dev.slipway.core.platform.memory;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ReferrerManifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PackageIndex;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Referrers;
import dev.slipway.core.platform.Tags;
import dev.slipway.core.platform.VerifyingInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A store in memory, for tests and rehearsals: small packages only. Many threads may use it. */
public final class MemoryModelStore implements ModelStore {

    private final ConcurrentMap<Digest, byte[]> blobs = new ConcurrentHashMap<>();
    private final SortedSet<Digest> packages = new TreeSet<>();
    private final SortedMap<String, Digest> tags = new TreeMap<>();
    private final SortedMap<Digest, ReferrerManifest> referrers = new TreeMap<>();

    /** An empty store. */
    public MemoryModelStore() {}

    @Override
    public boolean has(Digest blob) {
        return blobs.containsKey(blob);
    }

    @Override
    public boolean put(Digest blob, long size, Content content) {
        byte[] found = blobs.get(blob);
        if (found != null && Digest.of(found).equals(blob)) {
            return false;
        }
        byte[] bytes;
        try (InputStream in = content.open()) {
            bytes = in.readNBytes(Math.toIntExact(size));
            if (bytes.length < size || in.read() >= 0) {
                throw new PlatformException.Corrupt(
                        "the bytes given for " + blob + " are not the " + size + " that were declared");
            }
        } catch (IOException e) {
            throw new PlatformException.Unavailable("cannot read the content of " + blob + ": " + e, e);
        }
        Digest given = Digest.of(bytes);
        if (!given.equals(blob)) {
            throw new PlatformException.Corrupt("the bytes given for " + blob + " have the digest " + given);
        }
        if (found != null) {
            blobs.put(blob, bytes);
            return true;
        }
        return blobs.putIfAbsent(blob, bytes) == null;
    }

    @Override
    public InputStream open(Digest blob) {
        return new VerifyingInputStream(new ByteArrayInputStream(bytes(blob)), blob);
    }

    @Override
    public byte[] read(Digest blob, int limit) {
        if (bytes(blob).length > limit) {
            throw new PlatformException.Corrupt(blob + " is larger than the " + limit + " bytes expected of it");
        }
        try (InputStream in = open(blob)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void publish(Digest manifest) {
        try {
            PackageContents.check(this, manifest, this::size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        synchronized (this) {
            packages.add(manifest);
        }
    }

    @Override
    public synchronized List<Digest> packages() {
        return List.copyOf(packages);
    }

    @Override
    public synchronized SortedMap<String, Digest> tags() {
        return new TreeMap<>(tags);
    }

    @Override
    public synchronized void moveTag(String tag, Optional<Digest> expected, Digest target) {
        Tags.check(tag);
        demand(target);
        Tags.compare(tag, expected, Optional.ofNullable(tags.get(tag)));
        tags.put(tag, target);
    }

    @Override
    public void attach(Digest referrer) {
        ReferrerManifest manifest;
        try {
            manifest = Referrers.check(this, referrer, this::size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        synchronized (this) {
            demand(manifest.subject().digest());
            referrers.put(referrer, manifest);
        }
    }

    @Override
    public synchronized void detach(Digest referrer) {
        if (packages.contains(referrer)) {
            throw PackageIndex.isAPackage(referrer);
        }
        referrers.remove(referrer);
    }

    @Override
    public synchronized List<Referrer> referrers(Digest subject) {
        return referrers.entrySet().stream()
                .filter(entry -> entry.getValue().subject().digest().equals(subject))
                .map(entry -> new Referrer(entry.getKey(), entry.getValue().artifactType()))
                .toList();
    }

    private void demand(Digest target) {
        if (!packages.contains(target)) {
            throw new PlatformException.Missing("the store has no package " + target);
        }
    }

    /** Replaces the bytes kept under {@code blob}, whatever they are: what a failing disk does. For tests. */
    public void damage(Digest blob, byte[] bytes) {
        blobs.put(blob, bytes.clone());
    }

    private OptionalLong size(Digest blob) {
        return has(blob) ? OptionalLong.of(bytes(blob).length) : OptionalLong.empty();
    }

    private byte[] bytes(Digest blob) {
        byte[] bytes = blobs.get(blob);
        if (bytes == null) {
            throw new PlatformException.Missing(blob + " is not in the store");
        }
        return bytes;
    }
}
