package dev.slipway.local.function;

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
     * @throws PlatformException.Unavailable where it cannot be read
     */
    static EndpointStates open(Path folder) {
        Map<ModelName, EndpointState> states = new TreeMap<>();
        try {
            Files.createDirectories(folder);
            for (Path file : files(folder)) {
                String name = file.getFileName().toString();
                ModelName endpoint = new ModelName(name.substring(0, name.length() - SUFFIX.length()));
                states.put(endpoint, EndpointState.read(file.toString(), Files.readAllBytes(file)));
            }
        } catch (IOException | RuntimeException e) {
            throw new PlatformException.Unavailable(
                    "cannot read the function host's state under " + folder + ": " + e.getMessage(), e);
        }
        return new EndpointStates(folder, Collections.unmodifiableMap(states));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
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
            write(folder.resolve(endpoint.value() + SUFFIX), after.bytes());
            Map<ModelName, EndpointState> changed = new TreeMap<>(states);
            changed.put(endpoint, after);
            states = Collections.unmodifiableMap(changed);
        }
        return after;
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
