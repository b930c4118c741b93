package dev.slipway.cli.serve;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.packages.EngineLibraries;
import dev.slipway.cli.packages.PackageNames;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.release.DurationText;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                    + " Prometheus are at /metrics. On SIGTERM it goes on for --linger, not ready any more, then answers the"
                    + " calls that began, and ends; each further signal skips what it is at."
        },
        footer = {"", "Example:", "  slipway serve models/digits --port 9000"})
public final class ServeCommand extends SlipwayCommand {

    /** The engine's own library reports to its maker otherwise, and looks at nothing but its environment before. */
    private static final Map<String, String> NOBODY_IS_CALLED = Map.of("ORT_DISABLE_TELEMETRY", "1");

    /** Longer than load balancers take to look twice, and shorter than containers are given by whoever asks them to end. */
    private static final String LINGER = "5s";

    private static final Duration LONGEST_LINGER = Duration.ofDays(1);

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

    @Option(
            names = "--linger",
            paramLabel = "DURATION",
            defaultValue = LINGER,
            description =
                    "How long it answers still after SIGTERM, for load balancers to see that it is not ready any more."
                            + " Default: ${DEFAULT-VALUE}; 0s ends as Ctrl-C does.")
    private String linger = LINGER;

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
        Duration lingering = linger();
        @Nullable Path chain = file("--cert", certificates);
        @Nullable Path secret = file("--key", key);
        Path installation = surroundings()
                .installation()
                .orElseThrow(() -> CommandException.failed(
                        "this is no whole installation: the function bundles are missing; start Slipway by its own"
                                + " command, ./slipway"));
        FreePort.demand(host, port);
        Stock stock = Stock.find(
                home().store(),
                Path.of(System.getProperty("java.io.tmpdir")),
                surroundings().folder(),
                name);
        if (stock.scratch()) {
            surroundings()
                    .say(home().store() + " cannot be written: packaged into " + stock.folder()
                            + ", which goes once the model is loaded");
        }
        try {
            become(installation, stock, new ServeLaunch.Door(host, port, chain, secret, lingering));
        } finally {
            stock.discard();
        }
        return Exit.FAILED;
    }

    /** Returns only by failing. */
    private void become(Path installation, Stock stock, ServeLaunch.Door door)
            throws IOException, InterruptedException {
        Machine machine = Machine.running();
        ModelFormat format =
                PackageContents.serving(stock.store(), stock.digest()).format();
        Trust trust = home().trust();
        PackageSigning.demand(stock.store(), stock.digest(), trust);
        EngineLibraries.need(surroundings(), format);
        ServeLaunch launch = new ServeLaunch(
                machine.java(),
                InstalledBundles.of(installation, machine).code(format).taskRoot(),
                installation.resolve("serve"));
        Found startup = startup(launch, stock);
        surroundings().out().flush();
        surroundings().err().flush();
        List<String> command = new ArrayList<>(launch.command(startup, stock, door, trust));
        if (startup instanceof Ready ready) {
            // the process that it becomes has the id that this one has
            command.addAll(1, caches().begins(ready, ProcessHandle.current().pid()));
        }
        ProcessImage.replace(command, NOBODY_IS_CALLED);
    }

    private Duration linger() {
        try {
            Duration given = DurationText.parse(linger);
            if (given.compareTo(LONGEST_LINGER) <= 0) {
                return given;
            }
        } catch (IllegalArgumentException e) {
            throw CommandException.askedWrongly("--linger: " + e.getMessage());
        }
        throw CommandException.askedWrongly(
                "--linger: found " + linger + "; expected at most " + DurationText.format(LONGEST_LINGER));
    }

    private Found startup(ServeLaunch launch, Stock stock) throws IOException {
        if (noStartupCache) {
            return new Impossible("turned off");
        }
        Found found = caches().find(launch.jvm());
        if (found instanceof Ready ready) {
            Optional<Path> crash = caches().crashed(ready);
            if (crash.isPresent()) {
                surroundings()
                        .say("the JVM crashed when it last started from the start-up cache "
                                + ready.key().substring(0, 12) + ": it is put away; " + crash.get() + " says why");
                found = caches().again(ready);
            }
        }
        if (found instanceof Missing && stock.scratch()) {
            found = new Impossible("it would be trained on a package that is gone by then");
        }
        surroundings()
                .say(
                        switch (found) {
                            case Ready ready -> "start-up cache " + ready.key().substring(0, 12);
                            case Missing _ -> "no start-up cache yet; one is made once it serves";
                            case Impossible(String why) -> "no start-up cache: " + why;
                        });
        return found;
    }

    private StartupCaches caches() {
        return new StartupCaches(home().startups());
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
