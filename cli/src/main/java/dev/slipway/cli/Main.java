package dev.slipway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.cli.deploy.CheckAccountCommand;
import dev.slipway.cli.deploy.DeployCommand;
import dev.slipway.cli.deploy.DestroyCommand;
import dev.slipway.cli.dist.DistCommand;
import dev.slipway.cli.doctor.DoctorCommand;
import dev.slipway.cli.drill.DrillCommand;
import dev.slipway.cli.packages.DiffCommand;
import dev.slipway.cli.packages.GcCommand;
import dev.slipway.cli.packages.InitCommand;
import dev.slipway.cli.packages.InspectCommand;
import dev.slipway.cli.packages.KeyCommand;
import dev.slipway.cli.packages.PackageCommand;
import dev.slipway.cli.packages.PullCommand;
import dev.slipway.cli.packages.PushCommand;
import dev.slipway.cli.packages.SignCommand;
import dev.slipway.cli.packages.VerifyCommand;
import dev.slipway.cli.release.ApproveCommand;
import dev.slipway.cli.release.ExplainCommand;
import dev.slipway.cli.release.HistoryCommand;
import dev.slipway.cli.release.PauseCommand;
import dev.slipway.cli.release.PlanCommand;
import dev.slipway.cli.release.PromoteCommand;
import dev.slipway.cli.release.RehearseCommand;
import dev.slipway.cli.release.ReleaseCommand;
import dev.slipway.cli.release.ReportCommand;
import dev.slipway.cli.release.ResumeCommand;
import dev.slipway.cli.release.RollbackCommand;
import dev.slipway.cli.release.StatusCommand;
import dev.slipway.cli.release.WatchCommand;
import dev.slipway.cli.repository.ChangedCommand;
import dev.slipway.cli.serve.ServeCommand;
import dev.slipway.cli.stage.ConsoleCommand;
import dev.slipway.cli.stage.UpCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code slipway} command: puts its commands together and runs one. Exit codes: see {@link Exit}. */
@Command(
        name = "slipway",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "A trained model, from a folder to a prediction endpoint, released only on evidence.",
        footer = {"", "slipway COMMAND --help shows each with an example. Start here: ./slipway up"})
public final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String... arguments) {
        System.exit(run(surroundings(), arguments));
    }

    @SuppressWarnings("SystemConsoleNull") // from JDK 25 on it is null again where nobody types
    private static Surroundings surroundings() {
        var console = System.console();
        return new Surroundings(
                new PrintWriter(System.out, true, UTF_8),
                new PrintWriter(System.err, true, UTF_8),
                console != null && console.isTerminal(),
                Path.of("").toAbsolutePath(),
                System.getProperty("user.name", "somebody"),
                InstantSource.system(),
                Optional.ofNullable(System.getProperty("slipway.dist")).map(Path::of),
                Optional.ofNullable(System.getProperty("slipway.repository")).map(Path::of),
                Optional.ofNullable(System.getProperty("slipway.command"))
                        .map(CalledAs::new)
                        .orElse(CalledAs.SLIPWAY));
    }

    static int run(Surroundings surroundings, String... arguments) {
        Failures failures = new Failures(surroundings.called());
        return commandLine(surroundings)
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .execute(arguments);
    }

    /** All commands, in the order people meet them. */
    static CommandLine commandLine(Surroundings in) {
        return new CommandLine(new Main())
                .addSubcommand(new UpCommand(in))
                .addSubcommand(new ConsoleCommand(in))
                .addSubcommand(new ServeCommand(in))
                .addSubcommand(new InitCommand(in))
                .addSubcommand(new ChangedCommand(in))
                .addSubcommand(new PackageCommand(in))
                .addSubcommand(new InspectCommand(in))
                .addSubcommand(new DoctorCommand(in))
                .addSubcommand(new VerifyCommand(in))
                .addSubcommand(new KeyCommand(in))
                .addSubcommand(new SignCommand(in))
                .addSubcommand(new PlanCommand(in))
                .addSubcommand(new RehearseCommand(in))
                .addSubcommand(new DiffCommand(in))
                .addSubcommand(new PushCommand(in))
                .addSubcommand(new PullCommand(in))
                .addSubcommand(new GcCommand(in))
                .addSubcommand(new ReleaseCommand(in))
                .addSubcommand(new WatchCommand(in))
                .addSubcommand(new StatusCommand(in))
                .addSubcommand(new PromoteCommand(in))
                .addSubcommand(new RollbackCommand(in))
                .addSubcommand(new PauseCommand(in))
                .addSubcommand(new ResumeCommand(in))
                .addSubcommand(new ApproveCommand(in))
                .addSubcommand(new HistoryCommand(in))
                .addSubcommand(new ExplainCommand(in))
                .addSubcommand(new ReportCommand(in))
                .addSubcommand(new DrillCommand(in))
                .addSubcommand(new CheckAccountCommand(in))
                .addSubcommand(new DeployCommand(in))
                .addSubcommand(new DestroyCommand(in))
                .addSubcommand(new DistCommand(in));
    }

    /** Without a command: which there are. Nothing was asked for, so nothing was done. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Exit.ASKED_WRONGLY;
    }

    /** Slipway's own version, as the jar states it. */
    public static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(not from a jar)");
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"slipway " + version()};
        }
    }
}
