package dev.slipway.packager;

/** What stands at a path of a model folder. */
public sealed interface FolderEntry {

    /**
     * A file.
     *
     * @param size its length in bytes
     */
    record File(long size) implements FolderEntry {}

    /** Nothing. */
    record Missing() implements FolderEntry {}

    /** A folder. */
    record Folder() implements FolderEntry {}

    /**
     * A symbolic link, at the path itself or on the way to it.
     *
     * @param path the link's own path
     */
    record Link(String path) implements FolderEntry {}

    /** Something else: a pipe, a device. */
    record Special() implements FolderEntry {}
}
