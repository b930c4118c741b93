package dev.slipway.cli.repository;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.OneLine;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway changed}: the models that a push changed. */
@Command(
        name = "changed",
        description = {
            "Prints the folders of the models that differ between two commits, one a line.",
            "A model that is gone is not printed; where nothing is known of the first commit, every model is."
        },
        footer = {"", "Example:", "  slipway changed --from HEAD~1 --json"})
public final class ChangedCommand extends SlipwayCommand {

    /** What GitHub gives as the commit before the first push of a branch. */
    private static final Pattern NO_COMMIT = Pattern.compile("0{40}(0{24})?");

    private static final String SLASH_SPEC = "/" + ModelSpec.FILE;

    @Option(names = "--from", paramLabel = "COMMIT", required = true, description = "The commit before.")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "COMMIT",
            defaultValue = "HEAD",
            description = "The commit after. Default: HEAD.")
    private String to = "HEAD";

    @Option(names = "--merge-base", description = "Compare with where the two parted: what a pull request changes.")
    private boolean mergeBase;

    @Option(names = "--under", paramLabel = "DIR", description = "Only models below this folder of the repository.")
    private @Nullable String under;

    @Option(names = "--json", description = "Print a list of {model, folder} as JSON: a workflow's matrix.")
    private boolean json;

    /** A command that runs in these surroundings. */
    public ChangedCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        Git git = new Git(surroundings().folder());
        String after = commit(git, to);
        List<String> folders = folders(git, after);
        List<String> changed = ChangedModels.of(files(git, after), folders);
        List<Problem> problems = new ArrayList<>();
        List<Json.Fields> models = new ArrayList<>();
        for (String folder : changed) {
            try {
                models.add(model(git, after, folder));
            } catch (ProblemsException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        if (json) {
            surroundings().out().println(JsonText.write(Json.array(models)));
        } else {
            changed.forEach(folder -> surroundings().out().println(OneLine.escape(shown(folder))));
        }
        return Exit.DONE;
    }

    private static String commit(Git git, String name) throws IOException, InterruptedException {
        Git.Answer answer = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");
        if (!answer.isGood()) {
            throw CommandException.askedWrongly("\"" + name + "\" is no commit of this repository"
                    + (answer.err().isEmpty() ? "" : ": " + answer.err())
                    + "; a clone that was cut short lacks it: fetch all of it (actions/checkout with fetch-depth: 0)");
        }
        return answer.text().strip();
    }

    /** Where nobody knows what was before, everything is new: the first push of a branch, or one that was forced. */
    private List<String> files(Git git, String after) throws IOException, InterruptedException {
        if (NO_COMMIT.matcher(from).matches() || isForced(git)) {
            return git.names("ls-tree", "-r", "--name-only", "--full-tree", "-z", after);
        }
        String before = commit(git, from);
        if (mergeBase) {
            before = git.need("merge-base", before, after).text().strip();
        }
        return git.names("diff", "--name-only", "--no-renames", "--no-relative", "-z", before, after, "--");
    }

    /** A whole clone that lacks the commit: nothing leads to it any more. */
    private boolean isForced(Git git) throws IOException, InterruptedException {
        boolean known = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", from + "^{commit}")
                .isGood();
        boolean shallow =
                git.need("rev-parse", "--is-shallow-repository").text().strip().equals("true");
        boolean full = from.matches("[0-9a-f]{40}([0-9a-f]{24})?");
        if (!known && !shallow && full) {
            surroundings()
                    .say("nothing leads to " + from + " any more (a forced push?): every model counts as changed");
            return true;
        }
        return false;
    }

    private List<String> folders(Git git, String after) throws IOException, InterruptedException {
        String below = under == null ? "" : under.replaceAll("^\\./|/+$", "");
        return git.names("ls-tree", "-r", "--name-only", "--full-tree", "-z", after).stream()
                .filter(path -> path.equals(ModelSpec.FILE) || path.endsWith(SLASH_SPEC))
                .map(path -> path.equals(ModelSpec.FILE) ? "" : path.substring(0, path.length() - SLASH_SPEC.length()))
                .filter(folder -> below.isEmpty() || folder.equals(below) || folder.startsWith(below + "/"))
                .toList();
    }

    private static Json.Fields model(Git git, String after, String folder) throws IOException, InterruptedException {
        String path = folder.isEmpty() ? ModelSpec.FILE : folder + SLASH_SPEC;
        byte[] spec = git.need("cat-file", "blob", after + ":" + path).out();
        return Json.object()
                .with(
                        "model",
                        Json.of(ModelSpec.parse(path, spec).model().value().value()))
                .with("folder", Json.of(shown(folder)));
    }

    private static String shown(String folder) {
        return folder.isEmpty() ? "." : folder.startsWith("-") ? "./" + folder : folder;
    }
}
