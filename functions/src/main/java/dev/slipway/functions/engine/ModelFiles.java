package dev.slipway.functions.engine;

import dev.slipway.core.model.ServingManifest;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The files of a package as an engine gets them: each is verified while it is read, and lies in memory only. */
public interface ModelFiles {

    /** What the package says of itself: its format, the paths of its weights, its signature. */
    ServingManifest serving();

    /**
     * A file's bytes, in memory outside the heap that stays as long as somebody holds it. Read anew at each call.
     *
     * @param path the file's path in the package
     * @throws ModelLoadException where the package has no such file
     * @throws dev.slipway.core.platform.PlatformException where the store lacks it, or its digest is another
     */
    MemorySegment memory(String path);

    /**
     * A file's bytes, from position 0 to the limit, in memory outside the heap. Read anew at each call.
     *
     * @param path the file's path in the package
     * @throws ModelLoadException where the package has no such file, or it cannot be held in memory
     * @throws dev.slipway.core.platform.PlatformException where the store lacks it, or its digest is another
     */
    default ByteBuffer read(String path) {
        MemorySegment memory = memory(path);
        if (memory.byteSize() > Integer.MAX_VALUE) {
            throw new ModelLoadException(path + " has " + memory.byteSize() + " bytes; expected at most "
                    + Integer.MAX_VALUE + " in a file of this kind");
        }
        return memory.asByteBuffer().order(ByteOrder.nativeOrder());
    }

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
