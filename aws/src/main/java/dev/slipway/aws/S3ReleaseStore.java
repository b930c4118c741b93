package dev.slipway.aws;

import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Release state in a bucket: one object a document, its entity tag the tag. Many writers may use one place. */
final class S3ReleaseStore implements ReleaseStore {

    private static final Pattern KEY = Pattern.compile("[a-z0-9._-]+(/[a-z0-9._-]+)*");
    private static final int LARGEST = 1 << 20;

    private final S3Documents documents;
    private final S3Place place;

    S3ReleaseStore(S3Documents documents, S3Place place) {
        this.documents = documents;
        this.place = place;
    }

    @Override
    public Optional<Document> read(String key) {
        checkKey(key);
        return documents.read(key).map(found -> new Document(found.bytes(), found.tag()));
    }

    @Override
    public String create(String key, byte[] content) {
        checkKey(key);
        checkSize(key, content);
        return documents
                .create(key, content)
                .orElseThrow(() ->
                        new PlatformException.Conflict(place.address(key) + " exists already; it was left as it is"));
    }

    @Override
    public String replace(String key, String tag, byte[] content) {
        checkKey(key);
        checkSize(key, content);
        return documents
                .replace(key, tag, content)
                .orElseThrow(() -> new PlatformException.Conflict(
                        place.address(key) + " is not what was read any more (tag " + tag + "); it was left as it is"));
    }

    @Override
    public List<String> keys(String prefix) {
        return documents.names(prefix);
    }

    private static void checkKey(String key) {
        if (!KEY.matcher(key).matches()
                || Arrays.stream(key.split("/")).anyMatch(part -> part.equals(".") || part.equals(".."))) {
            throw new PlatformException.Refused("\"" + key
                    + "\" is no key; expected parts of lower-case letters, digits, dots, hyphens and underscores with /"
                    + " between them, such as digits/state.json");
        }
    }

    private static void checkSize(String key, byte[] content) {
        if (content.length > LARGEST) {
            throw new PlatformException.Refused("the document " + key + " has " + content.length
                    + " bytes; expected at most " + LARGEST + ": release state is small, keep large things elsewhere");
        }
    }
}
