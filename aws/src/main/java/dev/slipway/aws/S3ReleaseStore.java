package dev.slipway.aws;

import dev.slipway.core.platform.Keys;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import java.util.List;
import java.util.Optional;

/** Release state in a bucket: one object a document, its entity tag the tag. Many writers may use one place. */
final class S3ReleaseStore implements ReleaseStore {

    private final S3Documents documents;
    private final S3Place place;

    S3ReleaseStore(S3Documents documents, S3Place place) {
        this.documents = documents;
        this.place = place;
    }

    @Override
    public Optional<Document> read(String key) {
        Keys.check(key);
        return documents.read(key).map(found -> new Document(found.bytes(), found.tag()));
    }

    @Override
    public String create(String key, byte[] content) {
        Keys.check(key, content);
        return documents
                .create(key, content)
                .orElseThrow(() ->
                        new PlatformException.Conflict(place.address(key) + " exists already; it was left as it is"));
    }

    @Override
    public String replace(String key, String tag, byte[] content) {
        Keys.check(key, content);
        return documents
                .replace(key, tag, content)
                .orElseThrow(() -> new PlatformException.Conflict(
                        place.address(key) + " is not what was read any more (tag " + tag + "); it was left as it is"));
    }

    @Override
    public List<String> keys(String prefix) {
        return documents.names(prefix).stream().filter(Keys::isAllowed).toList();
    }

    @Override
    public String place(String key) {
        return place.address(key);
    }
}
