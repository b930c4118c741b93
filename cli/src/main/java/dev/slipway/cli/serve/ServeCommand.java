package dev.slipway.cli.serve;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.packages.EngineLibraries;
import dev.slipway.cli.packages.PackageNames;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.Trust;
import dev.slipway.local.function.InstalledBundles;
import dev.slipway.local.runtime.Machine;
import dev.slipway.local.stage.StageOptions;
import dev.slipway.startup.StartupCaches;
import dev.slipway.startup.StartupCaches.Found;
import dev.slipway.startup.StartupCaches.Impossible;
import dev.slipway.startup.StartupCaches.Missing;
import dev.slipway.startup.StartupCaches.Ready;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway serve}: becomes the process that serves one package. */
@Command(
        name = "serve",
        description = {
            "Serves one package from one process, with no stage and no releases: for containers, edge devices and"
                    + " premises without a cloud. A folder is packaged first.",
            "When it can answer, it prints one line on standard output: ready http://127.0.0.1:8080. Metrics for"
                    + " Prometheus are at /metrics. On SIGTERM it answers the calls that began, and ends."
        },
        footer = {"", "Example:", "  slipway serve models/digits --port 9000"})
public final class ServeCommand extends SlipwayCommand {

    /** The engine's own library reports to its maker otherwise, and looks at nothing but its environment before. */
    private static final Map<String, String> NOBODY_IS_CALLED = Map.of("ORT_DISABLE_TELEMETRY", "1");

    @Parameters(paramLabel = "PACKAGE", description = "It may be " + PackageNames.KINDS + ".")
    private String name = "";

    @Option(
            names = "--port",
            defaultValue = "" + StageOptions.DEFAULT_PORT,
            description = "Default: ${DEFAULT-VALUE}; 0 takes a free one.")
    private int port = StageOptions.DEFAULT_PORT;

    @Option(
            names = "--host",
            defaultValue = StageOptions.DEFAULT_HOST,
            description = "The address to listen at. Default: ${DEFAULT-VALUE}.")
    private String host = StageOptions.DEFAULT_HOST;

    @Option(names = "--cert", paramLabel = "FILE", description = "Speak TLS with this certificate chain (PEM).")
    private @Nullable Path certificates;

    @Option(names = "--key", paramLabel = "FILE", description = "The certificate's private key (PEM, PKCS#8).")
    private @Nullable Path key;

    @Option(names = "--no-startup-cache", description = "Neither use nor make a start-up cache of its JVM.")
    private boolean noStartupCache;

    /** A command that runs in these surroundings. */
    public ServeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        if (port < 0 || port > StageOptions.MOST_PORT) {
            throw CommandException.askedWrongly("--port: found " + port + "; expected 0 to " + StageOptions.MOST_PORT);
        }
        if ((certificates == null) != (key == null)) {
            throw CommandException.askedWrongly("--cert, --key: found one of them; expected both, or none");
        }
        Path installation = surroundings()
                .installation()
                .orElseThrow(() -> CommandException.failed(
                        "this is no whole installation: the function bundles are missing; start Slipway by its own"
                                + " command, ./slipway"));
        Machine machine = Machine.running();
        ModelStore store = store();
        Digest digest = PackageNames.stored(store, surroundings().folder(), name);
        ModelFormat format = PackageContents.serving(store, digest).format();
        Trust trust = home().trust();
        PackageSigning.demand(store, digest, trust);
        EngineLibraries.need(surroundings(), format);
        ServeLaunch launch = new ServeLaunch(
                machine.java(),
                InstalledBundles.of(installation, machine).code(format).taskRoot(),
                installation.resolve("serve"));
        Found startup = startup(launch);
        surroundings().out().flush();
        surroundings().err().flush();
        ProcessImage.replace(
                launch.command(
                        startup,
                        digest,
                        home().store(),
                        host,
                        port,
                        file("--cert", certificates),
                        file("--key", key),
                        trust),
                NOBODY_IS_CALLED);
        return Exit.FAILED;
    }

    private Found startup(ServeLaunch launch) throws IOException {
        if (noStartupCache) {
            return new Impossible("turned off");
        }
        Found found = new StartupCaches(home().startups()).find(launch.jvm());
        surroundings()
                .say(
                        switch (found) {
                            case Ready ready -> "start-up cache " + ready.key().substring(0, 12);
                            case Missing _ -> "no start-up cache yet; one is made once it serves";
                            case Impossible(String why) -> "no start-up cache: " + why;
                        });
        return found;
    }

    private @Nullable Path file(String option, @Nullable Path given) {
        if (given == null) {
            return null;
        }
        Path file = surroundings().folder().resolve(given);
        if (!Files.isReadable(file)) {
            throw CommandException.askedWrongly(option + ": " + given + " cannot be read; expected a PEM file");
        }
        return file;
    }
}
