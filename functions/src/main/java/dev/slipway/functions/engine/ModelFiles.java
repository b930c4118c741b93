package dev.slipway.functions.engine;

import dev.slipway.core.model.ServingManifest;
import java.nio.ByteBuffer;

/** The files of a package as an engine gets them: each is verified while it is read, and lies in memory only. */
public interface ModelFiles {

    /** What the package says of itself: its format, the paths of its weights, its signature. */
    ServingManifest serving();

    /**
     * A file's bytes, from position 0 to the limit, in memory outside the heap. Read anew at each call.
     *
     * @param path the file's path in the package
     * @throws ModelLoadException where the package has no such file, or it cannot be held in memory
     * @throws dev.slipway.core.platform.PlatformException where the store lacks it, or its digest is another
     */
    ByteBuffer read(String path);

    /**
     * The bytes of the weights, for a format that keeps them in one file.
     *
     * @throws ModelLoadException where the package has several
     */
    default ByteBuffer onlyWeights() {
        if (serving().weights().size() != 1) {
            throw new ModelLoadException(
                    "the package has " + serving().weights().size()
                            + " weight files; this function loads models of one file: export with the weights inside");
        }
        return read(serving().weights().getFirst());
    }
}
