package dev.slipway.cli.repository;

import dev.slipway.cli.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A repository, asked by the {@code git} command. It is only read.
 *
 * @param folder a folder in it
 */
record Git(Path folder) {

    /** What it answered: its exit code, what it printed, what it said. */
    static final class Answer {

        private final int exit;
        private final byte[] out;
        private final String err;

        private Answer(int exit, byte[] out, String err) {
            this.exit = exit;
            this.out = out;
            this.err = err;
        }

        boolean isGood() {
            return exit == 0;
        }

        byte[] out() {
            return out.clone();
        }

        String text() {
            return new String(out, StandardCharsets.UTF_8);
        }

        String err() {
            return err;
        }
    }

    /** Asks, and takes any answer. */
    Answer ask(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false"));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile("slipway-git-", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(said.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
            Process git = builder.start();
            byte[] out = git.getInputStream().readAllBytes();
            return new Answer(git.waitFor(), out, Files.readString(said).strip());
        } finally {
            Files.delete(said);
        }
    }

    /**
     * Asks, and takes a good answer.
     *
     * @throws CommandException with what git says otherwise
     */
    Answer need(String... arguments) throws IOException, InterruptedException {
        Answer answer = ask(arguments);
        if (!answer.isGood()) {
            throw CommandException.failed("git " + arguments[0] + " in " + folder + ": " + answer.err());
        }
        return answer;
    }

    /** Names that git printed with a zero byte after each, for they may hold anything else. */
    List<String> names(String... arguments) throws IOException, InterruptedException {
        return Arrays.stream(need(arguments).text().split("\0", -1))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
