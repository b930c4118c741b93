package dev.slipway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One command, run in this process.
 *
 * @param exit its exit code
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
public record MainRun(int exit, String out, String err) {

    /** Runs a command in a folder. */
    public static MainRun in(Path folder, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Main.run(
                new Surroundings(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        false,
                        folder,
                        "ada",
                        InstantSource.system(),
                        Optional.empty(),
                        Optional.empty()),
                arguments);
        return new MainRun(exit, out.toString().strip(), err.toString().strip());
    }
}
