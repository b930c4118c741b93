package dev.slipway.core.platform;

import dev.slipway.core.model.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A store that can take away what nobody needs. */
public interface CollectingStore extends ModelStore {

    /**
     * Takes away packages that nobody needs, what is said of them, and blobs that nothing names. Kept are packages with a
     * tag, those that are named, and all that was stored since {@code before}. Others may write meanwhile: whoever counts
     * on a blob that goes is told, and nothing is ever listed that lacks a part. Killed, it ends complete when it is done
     * again.
     *
     * @param kept packages that somebody needs
     * @param before what was stored later is spared
     * @param remove whether it is done, or only told
     * @throws PlatformException.Corrupt where a package that stays is damaged: then what it needs is not known, and
     *     nothing is removed
     */
    Collected collect(Set<Digest> kept, Instant before, boolean remove);

    /**
     * What garbage collection takes away.
     *
     * @param packages the packages that nobody needs
     * @param blobs how many blobs nothing else needs
     * @param bytes how many bytes these have together
     */
    record Collected(List<Digest> packages, int blobs, long bytes) {

        /** Nothing at all. */
        public static final Collected NOTHING = new Collected(List.of(), 0, 0);

        /** Copies the packages. */
        public Collected {
            packages = List.copyOf(packages);
        }
    }
}
