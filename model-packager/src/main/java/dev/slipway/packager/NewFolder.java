package dev.slipway.packager;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a folder appear whole, or not at all. */
final class NewFolder {

    private NewFolder() {}

    /** Fills a folder beside {@code target} under another name, then gives it its name. */
    static void write(Path target, Filling filling) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        Files.createDirectories(parent);
        Path temporary = Files.createDirectory(
                parent.resolve(".slipway-init-" + ProcessHandle.current().pid()));
        try {
            filling.fill(temporary);
            Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            if (Files.exists(temporary)) {
                delete(temporary);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Writes the files. */
    @FunctionalInterface
    interface Filling {
        void fill(Path folder) throws IOException;
    }
}
