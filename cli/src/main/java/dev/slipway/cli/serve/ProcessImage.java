package dev.slipway.cli.serve;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lets this process become another program: same process id, same streams, same parent. Signals then reach it with
 * nobody in between, and no JVM stays behind for the sake of another (POSIX, execv).
 */
final class ProcessImage {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final int FIRST_OF_OURS = 3;

    /** {@code FD_CLOEXEC} and {@code F_SETFD} of fcntl.h. */
    private static final int CLOSE_ON_EXEC = 1;

    private static final int SET_FLAGS = 2;

    private static final int OVERWRITE = 1;

    private ProcessImage() {}

    /**
     * Becomes the program; returns only by failing.
     *
     * @param command the program's path and its arguments
     * @param variables of its environment, beside those of this process
     * @throws IOException where the system refuses
     */
    static void replace(List<String> command, Map<String, String> variables) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            closeOurFiles();
            MethodHandle set = function("setenv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                int _ = (int) set.invokeExact(
                        arena.allocateFrom(variable.getKey()), arena.allocateFrom(variable.getValue()), OVERWRITE);
            }
            MemorySegment arguments = arena.allocate(ADDRESS, command.size() + 1L);
            for (int i = 0; i < command.size(); i++) {
                arguments.setAtIndex(ADDRESS, i, arena.allocateFrom(command.get(i)));
            }
            arguments.setAtIndex(ADDRESS, command.size(), MemorySegment.NULL);
            MethodHandle execute = function("execv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
            int answer = (int) execute.invokeExact(arena.allocateFrom(command.getFirst()), arguments);
            throw new IOException("the system does not start " + command.getFirst() + " (execv answered " + answer
                    + "); check that it may be run");
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the call of execv failed", e);
        }
    }

    /** What this JVM has open is none of the next program's: jars, mostly. */
    private static void closeOurFiles() throws Throwable {
        MethodHandle control = function(
                "fcntl",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                Linker.Option.firstVariadicArg(2));
        List<Integer> open;
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
            open = files.map(file -> Integer.valueOf(file.getFileName().toString()))
                    .toList();
        }
        for (int file : open) {
            if (file >= FIRST_OF_OURS) {
                // one that was closed meanwhile is an error that does not matter
                int _ = (int) control.invokeExact(file, SET_FLAGS, CLOSE_ON_EXEC);
            }
        }
    }

    @SuppressWarnings("restricted") // calling the system is what this class is for
    private static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
    }
}
