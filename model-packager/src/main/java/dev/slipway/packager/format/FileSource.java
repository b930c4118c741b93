package dev.slipway.packager.format;

import java.io.IOException;
import java.io.InputStream;

/** The files of a model folder, or of a package, as readers see them. */
public interface FileSource {

    /**
     * Opens a file at its start.
     *
     * @param path its path in the folder
     */
    InputStream open(String path) throws IOException;

    /** The file's length in bytes. */
    long size(String path) throws IOException;
}
