package dev.slipway.cli;

import dev.slipway.core.model.OneLine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a command finds around it. Nothing else of the machine is asked for by commands.
 *
 * @param out results
 * @param err talk and progress
 * @param terminal whether a person looks at {@code out}, so that a line may be drawn over
 * @param folder the working folder
 * @param user who runs the command
 * @param clock the time
 * @param installation where the command is installed: function bundles and AWS's runtime client lie there
 * @param repository the clone that the command was built from, where it was
 * @param called how the command was called
 */
public record Surroundings(
        PrintWriter out,
        PrintWriter err,
        boolean terminal,
        Path folder,
        String user,
        InstantSource clock,
        Optional<Path> installation,
        Optional<Path> repository,
        CalledAs called) {

    /** Surroundings in which the command was called by its name. */
    public Surroundings(
            PrintWriter out,
            PrintWriter err,
            boolean terminal,
            Path folder,
            String user,
            InstantSource clock,
            Optional<Path> installation,
            Optional<Path> repository) {
        this(out, err, terminal, folder, user, clock, installation, repository, CalledAs.SLIPWAY);
    }

    /** Prints a line of talk; where it names the command, as it was called. Nothing in it can make a
     * terminal do anything. */
    public void say(String line) {
        err.println(OneLine.escape(called.in(line)));
    }

    /** Prints a line of a result for people. Nothing in it can make a terminal do anything. */
    public void print(String line) {
        out.println(OneLine.escape(line));
    }

    /** A path as it is shortest to write from the working folder. */
    public String shown(Path path) {
        Path absolute = folder.resolve(path).normalize();
        Path relative = folder.toAbsolutePath().normalize().relativize(absolute);
        return relative.toString().isEmpty()
                ? "."
                : relative.startsWith("..") ? absolute.toString() : relative.toString();
    }
}
