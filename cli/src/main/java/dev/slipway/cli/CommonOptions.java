package dev.slipway.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command has. */
public final class CommonOptions {

    /** The stage where none is named. */
    static final String LOCAL = "local";

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Holds store, state and logs. Default: .slipway in the nearest folder upwards that has one,"
                    + " else beside stages.yaml or .git, else here.")
    private @Nullable Path home;

    @Option(names = "--stage", paramLabel = "NAME", defaultValue = LOCAL, description = "Default: ${DEFAULT-VALUE}.")
    private String stage = LOCAL;

    @Option(names = "--stacktrace", description = "Show where in the code an error came from.")
    private boolean stacktrace;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    /** Whether an error shows where in the code it came from. */
    boolean stacktrace() {
        return stacktrace;
    }

    /** The stage's name. */
    String stage() {
        return stage;
    }

    /** The home that was named. */
    @Nullable
    Path home() {
        return home;
    }

    /** Whether help is asked for. */
    boolean help() {
        return help;
    }
}
