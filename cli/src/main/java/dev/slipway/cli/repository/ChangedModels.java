package dev.slipway.cli.repository;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Which model folders a set of changed files belongs to. */
final class ChangedModels {

    private ChangedModels() {}

    /**
     * Decides it.
     *
     * @param files paths of files that differ, relative to the repository's root
     * @param folders the model folders that there are now, relative to the same; {@code ""} is the root itself
     * @return those of them that hold one of the files, sorted; a folder within another takes its files from it
     */
    static List<String> of(List<String> files, List<String> folders) {
        TreeSet<String> changed = new TreeSet<>();
        for (String file : files) {
            holder(file, folders).ifPresent(changed::add);
        }
        return List.copyOf(changed);
    }

    private static Optional<String> holder(String file, List<String> folders) {
        return folders.stream()
                .filter(folder -> folder.isEmpty() || file.startsWith(folder + "/"))
                .max(Comparator.comparingInt(String::length));
    }
}
