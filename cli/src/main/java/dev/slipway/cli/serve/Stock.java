package dev.slipway.cli.serve;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.packages.PackageNames;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.platform.folder.FolderTree;
import dev.slipway.packager.PackageReferences;
import dev.slipway.packager.Packager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the package lies that is to be served.
 *
 * @param folder the folder of its store
 * @param digest the package
 * @param scratch whether the store was made for this process alone; whoever has loaded the package removes it
 */
record Stock(Path folder, Digest digest, boolean scratch) {

    /**
     * Finds a package. A folder is packaged first: into the store, or where nothing can be written there, into one of its own.
     *
     * @param home the store
     * @param temporary where temporary folders are made
     * @param folder the working folder
     * @param name what the package is called
     * @throws dev.slipway.core.spec.ProblemsException with all that is wrong with the model folder
     * @throws CommandException where the name leads nowhere, or nothing can be written anywhere
     */
    static Stock find(Path home, Path temporary, Path folder, String name) throws IOException {
        return switch (PackageNames.find(new FolderModelStore(home), folder, name)) {
            case PackageReferences.Stored(Digest digest) -> new Stock(home, digest, false);
            case PackageReferences.Unpacked(Path model) ->
                canBeWritten(home)
                        ? new Stock(home, packaged(home, model), false)
                        : besides(scratch(home, temporary), model);
        };
    }

    ModelStore store() {
        return new FolderModelStore(folder);
    }

    /** Removes what was made for a process that does not start. */
    void discard() throws IOException {
        if (scratch) {
            FolderTree.delete(folder);
        }
    }

    private static Stock besides(Path scratch, Path model) throws IOException {
        boolean packaged = false;
        try {
            Stock stock = new Stock(scratch, packaged(scratch, model), true);
            packaged = true;
            return stock;
        } finally {
            if (!packaged) {
                FolderTree.delete(scratch);
            }
        }
    }

    private static Digest packaged(Path store, Path model) throws IOException {
        return new Packager(new FolderModelStore(store)).add(model).digest();
    }

    /** Tried and not asked: who may do everything is told yes where nobody can. */
    private static boolean canBeWritten(Path store) {
        try {
            Files.createDirectories(store);
            Files.delete(Files.createTempFile(store, ".tried-", ""));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static Path scratch(Path home, Path temporary) {
        try {
            return Files.createTempDirectory(temporary, "slipway-serve-");
        } catch (IOException e) {
            throw CommandException.failed(
                    "a folder has to be packaged to be served, and neither the store " + home
                            + " nor the temporary folder " + temporary + " can be written (" + e.getMessage()
                            + "); name a --home that can be, mount a temporary folder, or package it beforehand and name the digest");
        }
    }
}
