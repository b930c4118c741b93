package dev.slipway.cli.stage;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.Home;
import dev.slipway.cli.Main;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.packages.EngineLibraries;
import dev.slipway.local.function.InstalledBundles;
import dev.slipway.local.runtime.HostLimits;
import dev.slipway.local.runtime.Machine;
import dev.slipway.local.runtime.RuntimeClient;
import dev.slipway.local.stage.Stage;
import dev.slipway.local.stage.StageOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway up}: the local stage, in the foreground. */
@Command(
        name = "up",
        description = {
            "Starts the local stage in the foreground.",
            "Each folder is packaged, and released where its endpoint is new. Without folders, the digits example.",
            "When it can answer, it prints one line on standard output: ready http://127.0.0.1:8080"
        },
        footer = {"", "Example:", "  slipway up models/digits models/wine --port 9000"})
public final class UpCommand extends SlipwayCommand {

    @Parameters(paramLabel = "FOLDER", arity = "0..*", description = "Model folders.")
    private List<Path> folders = List.of();

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

    @Option(
            names = "--expose-stage",
            description = "Serve /stage/, console and all, although the host can be reached from elsewhere.")
    private boolean expose;

    @Option(names = "--no-startup-cache", description = "Neither use nor make start-up caches of the functions' JVMs.")
    private boolean noStartupCache;

    @Option(
            names = "--runtime-client",
            paramLabel = "aws|plain",
            description =
                    "What asks for calls in a function's process: AWS's own runtime client, as on Lambda, which runs"
                            + " on Linux only, or the same with plain Java in place of its library. Default: aws on Linux,"
                            + " else plain.")
    private @Nullable String client;

    /** A command that runs in these surroundings. */
    public UpCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        Home home = home();
        checkPort();
        Models models = Models.read(surroundings(), folders);
        StageOptions options = options(home);
        for (Models.Model model : models.all().values()) {
            EngineLibraries.need(surroundings(), model.read().serving().format());
        }
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        // Ctrl-C and SIGTERM: the process must not end before the stage has.
        Thread onSignal = new Thread(
                () -> {
                    stop.countDown();
                    try {
                        stopped.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try (Stage stage = Stage.start(options, new Talk(surroundings()))) {
            new Opening(stage, home, surroundings(), stop).open(models);
            stop.await();
            surroundings().say("stopping");
        } catch (Opening.StoppedException _) {
            surroundings().say("stopped before it was ready");
        } finally {
            stopped.countDown();
        }
        return Exit.DONE;
    }

    private void checkPort() {
        if (port < 0 || port > StageOptions.MOST_PORT) {
            throw CommandException.askedWrongly("--port: found " + port + "; expected 0 to " + StageOptions.MOST_PORT);
        }
    }

    private Machine machine(Home home) {
        Machine running = Machine.running();
        RuntimeClient chosen = client == null ? running.client() : client();
        if (chosen == RuntimeClient.PLAIN) {
            surroundings()
                    .say("functions run under a runtime client of plain Java"
                            + (client == null ? ": AWS's runs on Linux only" : ", as asked"));
        }
        Machine asking = running.asking(chosen);
        return noStartupCache ? asking : asking.caching(home.startups());
    }

    private RuntimeClient client() {
        return Arrays.stream(RuntimeClient.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(client))
                .findFirst()
                .orElseThrow(() -> CommandException.askedWrongly(
                        "--runtime-client: found \"" + client + "\"; expected aws or plain"));
    }

    private StageOptions options(Home home) throws IOException {
        Path installation = surroundings()
                .installation()
                .orElseThrow(() -> CommandException.failed(
                        "this is no whole installation: the function bundles are missing; start Slipway by its own"
                                + " command, ./slipway"));
        Machine machine = machine(home);
        return new StageOptions(
                        home.path(),
                        InstalledBundles.of(installation, machine),
                        machine,
                        host,
                        port,
                        expose,
                        home.stages().window(),
                        HostLimits.lambda(),
                        Main.version())
                .trusting(home.trust())
                .reporting(
                        home.reporter(surroundings().clock()),
                        release -> home.stages().report().flatMap(github -> github.page(release)));
    }
}
