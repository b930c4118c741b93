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

/** Copies a package for {@code push} and {@code pull}: with progress, then its tags, then what was done. */
final class Transfer {

    private final Surroundings in;
    private final ModelStore from;
    private final ModelStore to;

    Transfer(Surroundings in, ModelStore from, ModelStore to) {
        this.in = in;
        this.from = from;
        this.to = to;
    }

    /**
     * Does it.
     *
     * @param tags full tags that shall point to it there; each is moved by compare-and-set
     * @param where the other store, for people
     */
    void run(Digest digest, List<String> tags, String where, boolean json) throws InterruptedException {
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
        if (json) {
            in.out()
                    .println(JsonText.write(Json.object()
                            .with("digest", Json.of(digest.toString()))
                            .with("store", Json.of(where))
                            .with("blobs", Json.of(done.blobs()))
                            .with("bytes", Json.of(done.bytes()))
                            .with("referrers", Json.of(done.referrers()))
                            .with("tags", Json.texts(tags))));
            return;
        }
        in.say(where + ": "
                + (done.blobs() == 0 ? "had all of it" : done.blobs() + " blobs, " + Sizes.text(done.bytes()))
                + (done.referrers() == 0 ? "" : ", with " + done.referrers() + " signed or said of it")
                + (tags.isEmpty() ? "" : ", tagged " + String.join(", ", tags)));
        in.out().println(digest);
    }
}
