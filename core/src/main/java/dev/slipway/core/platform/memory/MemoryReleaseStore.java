package dev.slipway.core.platform.memory;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.Keys;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Release state in memory. Many threads may use it. */
public final class MemoryReleaseStore implements ReleaseStore {

    private final SortedMap<String, Document> documents = new TreeMap<>();

    /** An empty store. */
    public MemoryReleaseStore() {}

    @Override
    public synchronized Optional<Document> read(String key) {
        Keys.check(key);
        return Optional.ofNullable(documents.get(key))
                .map(found -> new Document(found.content().clone(), found.tag()));
    }

    @Override
    public synchronized String create(String key, byte[] content) {
        Keys.check(key, content);
        if (documents.containsKey(key)) {
            throw new PlatformException.Conflict("there is a document " + key + " already");
        }
        return put(key, content);
    }

    @Override
    public synchronized String replace(String key, String tag, byte[] content) {
        Keys.check(key, content);
        Document found = documents.get(key);
        if (found == null || !found.tag().equals(tag)) {
            throw new PlatformException.Conflict("the document " + key + " was expected with the tag " + tag
                    + (found == null ? ", but is gone" : ", but has " + found.tag()));
        }
        return put(key, content);
    }

    @Override
    public synchronized List<String> keys(String prefix) {
        return documents.tailMap(prefix).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .toList();
    }

    private String put(String key, byte[] content) {
        byte[] kept = content.clone();
        String tag = Digest.of(kept).hex();
        documents.put(key, new Document(kept, tag));
        return tag;
    }
}
