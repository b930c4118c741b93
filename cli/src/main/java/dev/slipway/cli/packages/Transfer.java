package dev.slipway.cli.packages;

import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PackageCopy;
import dev.slipway.packager.beside.Beside;
import java.util.List;

/** Copies a package for {@code push}, {@code pull} and {@code deploy}: with progress, then its tags, then what was done. */
public final class Transfer {

    private final Surroundings in;
    private final ModelStore from;
    private final ModelStore to;

    /** A copy from one store to another. */
    public Transfer(Surroundings in, ModelStore from, ModelStore to) {
        this.in = in;
        this.from = from;
        this.to = to;
    }

    /**
     * Does it, and prints what was done.
     *
     * @param tags full tags that shall point to it there; each is moved by compare-and-set
     * @param where the other store, for people
     */
    void run(Digest digest, List<String> tags, String where, boolean json) throws InterruptedException {
        if (!json) {
            copy(digest, tags, where);
            in.out().println(digest);
            return;
        }
        PackageCopy.Copied done = copied(digest, tags);
        in.out()
                .println(JsonText.write(Json.object()
                        .with("digest", Json.of(digest.toString()))
                        .with("store", Json.of(where))
                        .with("blobs", Json.of(done.blobs()))
                        .with("bytes", Json.of(done.bytes()))
                        .with("referrers", Json.of(done.referrers()))
                        .with("tags", Json.texts(tags))));
    }

    /** Does it, and says what was done. */
    public void copy(Digest digest, List<String> tags, String where) throws InterruptedException {
        PackageCopy.Copied done = copied(digest, tags);
        in.say(where + ": "
                + (done.blobs() == 0 ? "had all of it" : done.blobs() + " blobs, " + Sizes.text(done.bytes()))
                + (done.referrers() == 0 ? "" : ", with " + done.referrers() + " signed or said of it")
                + (tags.isEmpty() ? "" : ", tagged " + String.join(", ", tags)));
    }

    private PackageCopy.Copied copied(Digest digest, List<String> tags) throws InterruptedException {
        Manifest manifest = PackageContents.manifest(from, digest);
        long size = manifest.layers().stream().mapToLong(Descriptor::size).sum();
        PackageCopy.Copied done;
        try (Progress progress = new Progress(in, size)) {
            done = new PackageCopy(from, to, progress::at).copy(digest);
        }
        Beside.keepNewest(to, digest);
        for (String tag : tags) {
            to.moveTag(tag, to.tag(tag), digest);
        }
        return done;
    }
}
