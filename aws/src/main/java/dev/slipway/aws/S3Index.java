package dev.slipway.aws;

import dev.slipway.core.platform.PackageIndex;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** The layout's {@code index.json} in S3: read as it is, changed by compare-and-set. */
final class S3Index {

    private static final String INDEX = "index.json";
    private static final String LAYOUT = "oci-layout";
    private static final byte[] LAYOUT_BYTES = "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

    private final S3Place place;
    private final S3Documents documents;
    private final Backoff backoff;

    S3Index(S3Place place, S3Documents documents, Backoff backoff) {
        this.place = place;
        this.documents = documents;
        this.backoff = backoff;
    }

    /** The index as it is now; one that lists nothing where there is none. */
    PackageIndex read() {
        return documents.read(INDEX).map(this::parse).orElseGet(PackageIndex::empty);
    }

    /**
     * Reads, decides, writes where it is still what was read, and begins anew where another was quicker.
     *
     * @param change answers the new bytes, or nothing where it shall stay; asked again each time
     */
    void change(Function<PackageIndex, Optional<byte[]>> change) {
        backoff.until(
                () -> {
                    Optional<S3Documents.Document> read = documents.read(INDEX);
                    Optional<byte[]> wanted = change.apply(read.map(this::parse).orElseGet(PackageIndex::empty));
                    return wanted.isEmpty() ? Optional.of("nothing to change") : write(read, wanted.get());
                },
                () -> "cannot change " + place.address(INDEX) + ": others change it all the time; try again later");
    }

    private Optional<String> write(Optional<S3Documents.Document> read, byte[] bytes) {
        if (read.isPresent()) {
            return documents.replace(INDEX, read.get().tag(), bytes);
        }
        // First, so that wherever an index is, this is too.
        documents.create(LAYOUT, LAYOUT_BYTES);
        return documents.create(INDEX, bytes);
    }

    private PackageIndex parse(S3Documents.Document document) {
        return PackageIndex.parse(place.address(INDEX), document.bytes());
    }
}
