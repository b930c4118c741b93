package dev.slipway.local.function;

import dev.slipway.core.json.JsonException;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.PlatformException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All endpoints' states: in memory for readers, in one file each for the next start. A change is on the disk before it
 * is seen. One process at a time: the stage's lock sees to that.
 */
final class EndpointStates {

    private static final String SUFFIX = ".json";

    private final Path folder;
    private volatile Map<ModelName, EndpointState> states;

    private EndpointStates(Path folder, Map<ModelName, EndpointState> states) {
        this.folder = folder;
        this.states = states;
    }

    /**
     * Reads what is kept in a folder, which is made where it is missing.
     *
     * @throws PlatformException.Unavailable where the folder cannot be read
     * @throws PlatformException.Corrupt where a file in it is damaged; the message names it
     */
    static EndpointStates open(Path folder) {
        Map<ModelName, EndpointState> states = new TreeMap<>();
        try {
            Files.createDirectories(folder);
            for (Path file : files(folder)) {
                states.put(endpoint(file), read(file, Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new PlatformException.Unavailable(
                    "cannot read the function host's state under " + folder + ": " + e, e);
        }
        return new EndpointStates(folder, Collections.unmodifiableMap(states));
    }

    private static EndpointState read(Path file, byte[] bytes) {
        try {
            return EndpointState.read("state", bytes);
        } catch (RuntimeException e) {
            String at = e instanceof JsonException json && json.line() > 0
                    ? " at line " + json.line() + ", column " + json.column()
                    : "";
            throw new PlatformException.Corrupt(file + " cannot be read" + at + ": " + e.getMessage()
                    + "; put back a copy of it, or move it away: its endpoint then has no version until it is released"
                    + " again");
        }
    }

    private static ModelName endpoint(Path file) {
        String name = file.getFileName().toString();
        return new ModelName(name.substring(0, name.length() - SUFFIX.length()));
    }

    /** What is none of ours, such as what an editor leaves behind, is left alone. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> isState(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isState(String name) {
        return name.endsWith(SUFFIX) && ModelName.isAllowed(name.substring(0, name.length() - SUFFIX.length()));
    }

    /** All endpoints, by name. */
    Map<ModelName, EndpointState> all() {
        return states;
    }

    Optional<EndpointState> find(ModelName endpoint) {
        return Optional.ofNullable(states.get(endpoint));
    }

    /**
     * Changes an endpoint's state, one change at a time.
     *
     * @param change from the present state to the new one; where it throws, nothing is changed
     * @return the new state
     */
    synchronized EndpointState change(ModelName endpoint, UnaryOperator<EndpointState> change) {
        EndpointState before = find(endpoint).orElse(EndpointState.EMPTY);
        EndpointState after = change.apply(before);
        if (!after.equals(before)) {
            write(file(endpoint), after.bytes());
            Map<ModelName, EndpointState> changed = new TreeMap<>(states);
            changed.put(endpoint, after);
            states = Collections.unmodifiableMap(changed);
        }
        return after;
    }

    /** Where an endpoint's state lies. */
    Path file(ModelName endpoint) {
        return folder.resolve(endpoint.value() + SUFFIX);
    }

    private static void write(Path file, byte[] bytes) {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer content = ByteBuffer.wrap(bytes);
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new PlatformException.Unavailable(
                    "the file system of " + file + " cannot replace a file in one step; use another home", e);
        } catch (IOException e) {
            throw new PlatformException.Unavailable("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
