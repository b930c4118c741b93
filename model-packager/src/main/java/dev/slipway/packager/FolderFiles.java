package dev.slipway.packager;

import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.format.FileSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Collection;

/** Files that are read as a model folder: one on disk, or what stands for one. */
interface FolderFiles extends FileSource {

    /**
     * The bytes of {@code slipway.yaml}.
     *
     * @throws ProblemsException where there is none
     */
    byte[] spec() throws IOException;

    /**
     * Looks at all that the package may be made of.
     *
     * @param further paths that the package takes and that the spec does not name
     */
    FolderListing list(ModelSpec spec, Collection<String> further) throws IOException;

    /** Opens a file for reads anywhere in it. */
    FileChannel channel(String name) throws IOException;

    /** What tells whether a file was changed. */
    Object stamp(String name) throws IOException;
}
