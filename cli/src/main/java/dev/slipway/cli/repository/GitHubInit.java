package dev.slipway.cli.repository;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Main;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.spec.StagesSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code slipway init --github}: writes the workflows that release a repository's models. It overwrites nothing. */
public final class GitHubInit {

    private final Surroundings in;

    /** A writer in these surroundings. */
    public GitHubInit(Surroundings in) {
        this.in = in;
    }

    /**
     * Writes them.
     *
     * @param stages the stages that are released to
     * @throws CommandException where this is no repository, or a file is there and says something else
     */
    public void write(GitHubOptions options, StagesSpec stages) throws IOException, InterruptedException {
        GitHubSource source = options.source();
        Git.Answer top = new Git(in.folder()).ask("rev-parse", "--show-toplevel");
        if (!top.isGood()) {
            throw CommandException.askedWrongly(
                    in.folder() + " is in no Git repository; expected the one that has the models");
        }
        Path root = Path.of(top.text().strip());
        Map<String, String> files = GitHubFiles.of(source, Main.version(), stages);
        List<String> others = files.entrySet().stream()
                .filter(file -> differs(root.resolve(file.getKey()), file.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!others.isEmpty()) {
            throw CommandException.failed("nothing was written, for something else is there: "
                    + String.join(", ", others) + "; move it away, and take over from it what is yours");
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(root.resolve(file.getKey()), file.getValue());
            in.out().println(file.getKey());
        }
        in.say("Commit these. The next push to main that changes a model releases it.");
    }

    private static boolean differs(Path file, String text) {
        try {
            return Files.exists(file) && !Files.readString(file).equals(text);
        } catch (IOException e) {
            return true;
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = Optional.ofNullable(file.getParent()).orElseThrow();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, ".slipway-", ".new");
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(fresh, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
