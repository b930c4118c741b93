package dev.slipway.packager.beside;

import java.util.Optional;

/**
 * Where a model folder was when it was packaged.
 *
 * @param repository the address of the repository it was cloned from, where one is known
 * @param commit the commit's full name
 * @param folder the folder's path in the repository, {@code .} for its root
 * @param dirty whether the folder differed from the commit
 */
public record FolderOrigin(Optional<String> repository, String commit, String folder, boolean dirty) {}
