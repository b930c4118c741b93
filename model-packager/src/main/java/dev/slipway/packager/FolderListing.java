package dev.slipway.packager;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a model folder holds, as far as a package is concerned.
 *
 * @param entries what stands at each path that {@code slipway.yaml} names, and at the paths that a package takes anyway
 * @param others what else stands at the top of the folder, sorted, folders with a slash; names that begin with a dot
 *     are left out
 */
public record FolderListing(SortedMap<String, FolderEntry> entries, List<String> others) {

    /** Copies the parts. */
    public FolderListing {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        others = List.copyOf(others);
    }

    /** What stands at this path. */
    FolderEntry at(String path) {
        return entries.getOrDefault(path, new FolderEntry.Missing());
    }

    /** The paths of files, of those that were looked at. */
    List<String> files() {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof FolderEntry.File)
                .map(Map.Entry::getKey)
                .toList();
    }
}
