package dev.slipway.local.rehearsal;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PlatformException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The packages of a real store, with tags of its own: a release that is only rehearsed promotes nothing. */
final class RehearsedStore implements ModelStore {

    private final ModelStore packages;
    private final Map<String, Digest> tags = new TreeMap<>();

    RehearsedStore(ModelStore packages) {
        this.packages = packages;
    }

    @Override
    public boolean has(Digest blob) {
        return packages.has(blob);
    }

    @Override
    public boolean put(Digest blob, long size, Content content) {
        return packages.put(blob, size, content);
    }

    @Override
    public InputStream open(Digest blob) {
        return packages.open(blob);
    }

    @Override
    public byte[] read(Digest blob, int limit) {
        return packages.read(blob, limit);
    }

    @Override
    public void publish(Digest manifest) {
        packages.publish(manifest);
    }

    @Override
    public List<Digest> packages() {
        return packages.packages();
    }

    @Override
    public void attach(Digest referrer) {
        packages.attach(referrer);
    }

    @Override
    public void detach(Digest referrer) {
        packages.detach(referrer);
    }

    @Override
    public List<Referrer> referrers(Digest subject) {
        return packages.referrers(subject);
    }

    @Override
    public synchronized Map<String, Digest> tags() {
        return Map.copyOf(tags);
    }

    @Override
    public synchronized void moveTag(String tag, Optional<Digest> expected, Digest target) {
        if (!Optional.ofNullable(tags.get(tag)).equals(expected)) {
            throw new PlatformException.Conflict("the tag " + tag + " is another one by now");
        }
        tags.put(tag, target);
    }
}
