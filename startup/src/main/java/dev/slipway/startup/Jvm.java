package dev.slipway.startup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A JVM as its start-up cache sees it: what must be the same where a cache is made and where it is used. What differs from
 * start to start, such as the size of the heap, is added by whoever starts it.
 *
 * @param java the {@code java} program
 * @param flags what the JVM is told, in order
 * @param jars the class path, in order. Jars only: with a folder in it the JVM makes no cache, and says nothing
 */
public record Jvm(Path java, List<String> flags, List<Path> jars) {

    private static final String CLASS_PATH = "-cp";

    /**
     * Copies.
     *
     * @throws IllegalArgumentException where there is no jar
     */
    public Jvm {
        flags = List.copyOf(flags);
        jars = jars.stream().map(Path::toAbsolutePath).toList();
        if (jars.isEmpty()) {
            throw new IllegalArgumentException("class path: found no jar; expected one or more");
        }
    }

    /** Flags and class path as {@code java @file} reads them, a word a line. */
    String words() {
        List<String> words = new ArrayList<>(flags);
        words.add(CLASS_PATH);
        words.add(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        return words.stream().map(Jvm::quoted).collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * A JVM that was written down by {@link StartupCaches#find}.
     *
     * @param words the file that {@link StartupCaches.Missing#words} names
     * @throws IOException where it cannot be read, or is none
     */
    public static Jvm read(Path java, Path words) throws IOException {
        List<String> read =
                Files.readString(words).lines().map(Jvm::unquoted).collect(Collectors.toCollection(ArrayList::new));
        if (read.size() < 2 || !read.get(read.size() - 2).equals(CLASS_PATH)) {
            throw new IOException(words + " does not end with a class path");
        }
        List<Path> jars = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(read.removeLast())
                .map(Path::of)
                .toList();
        read.removeLast();
        return new Jvm(java, read, jars);
    }

    private static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String unquoted(String line) {
        String inside = line.length() < 2 ? line : line.substring(1, line.length() - 1);
        return inside.replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
