package dev.slipway.packager.process;

import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.packager.Packager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** A process that copies model folders, packages the copies, and prints their digests. */
public final class PackagingProcess {

    private PackagingProcess() {}

    /**
     * Packages.
     *
     * @param arguments the order in which files are written ({@code forwards} or {@code backwards}), the folder to work
     *     in, and the model folders
     */
    public static void main(String[] arguments) throws IOException {
        boolean backwards = arguments[0].equals("backwards");
        Path work = Path.of(arguments[1]);
        Packager packager = new Packager(new FolderModelStore(work.resolve("store")));
        for (String folder : List.of(arguments).subList(2, arguments.length)) {
            Path copy = copy(
                    Path.of(folder),
                    work.resolve("folders")
                            .resolve(Path.of(folder).normalize().toString().replaceAll("[./]+", "-")),
                    backwards);
            System.out.println(packager.add(copy).digest());
        }
    }

    private static Path copy(Path from, Path to, boolean backwards) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
            List<Path> ordered = new ArrayList<>(files);
            if (backwards) {
                Collections.reverse(ordered);
            }
            for (Path file : ordered) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.resolve("..").normalize());
                Files.write(target, Files.readAllBytes(file)); // with the permissions that the umask leaves
            }
        }
        return to;
    }
}
