package dev.slipway.cli.packages;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.repository.GitHubInit;
import dev.slipway.cli.repository.GitHubOptions;
import dev.slipway.core.model.ModelName;
import dev.slipway.packager.ModelFolders;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway init}: a model folder around a model file. */
@Command(
        name = "init",
        description = {
            "Writes a model folder around a model file; with --github, the workflows that release a repository's models.",
            "The folder holds the file, a slipway.yaml that teaches, the start of a model card, and what the model"
                    + " answers to MLflow's input example or to made-up requests. Its path is printed."
        },
        footer = {
            "",
            "Examples:",
            "  slipway init iris.onnx --name iris --into models/iris",
            "  slipway init --github --workflows OWNER/NAME@COMMIT --dist URL --sha256 HEX"
        })
public final class InitCommand extends SlipwayCommand {

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "A model file, or a folder that MLflow saved.")
    private @Nullable Path file;

    @Option(names = "--name", paramLabel = "NAME", description = "The name clients will use. Default: after the file.")
    private @Nullable String name;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "The folder to write; it must not exist yet. Default: the model's name.")
    private @Nullable Path into;

    @Mixin
    private GitHubOptions github = new GitHubOptions();

    /** A command that runs in these surroundings. */
    public InitCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        if (github.asked()) {
            if (file != null || name != null || into != null) {
                throw CommandException.askedWrongly(
                        "--github writes workflows and no model folder: give it no FILE," + " --name or --into");
            }
            new GitHubInit(surroundings()).write(github, home().stages());
            return Exit.DONE;
        }
        github.refuseAlone();
        if (file == null) {
            throw CommandException.askedWrongly(
                    "FILE: found nothing; expected a model file, a folder that MLflow saved, or --github");
        }
        Path here = surroundings().folder();
        Path source = here.resolve(file);
        ModelName model = name == null ? ModelFolders.defaultName(source) : model("--name", name);
        Path target = into == null ? here.resolve(model.value()) : here.resolve(into);
        ModelFolders.Begun begun = ModelFolders.init(source, model, target);
        String shown = surroundings().shown(begun.folder());
        new StarterAnswers(surroundings()).write(begun);
        surroundings().say("Look at " + shown + "/slipway.yaml, then: slipway package " + shown);
        surroundings().out().println(shown);
        return Exit.DONE;
    }
}
