package dev.slipway.startup;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process to be trained: all of its command line that its cache does not depend on.
 *
 * @param options further words for the JVM, such as the size of its heap
 * @param main the class to run
 * @param arguments the program's own
 * @param environment all of its variables, to which the exercise adds some; empty where it has those of this process
 * @param folder where it starts
 * @param memory the most memory it is expected to take, in bytes
 */
public record Trainee(
        List<String> options,
        String main,
        List<String> arguments,
        Optional<Map<String, String>> environment,
        Path folder,
        long memory) {

    /** Copies. */
    public Trainee {
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
        environment = environment.map(Map::copyOf);
    }
}
