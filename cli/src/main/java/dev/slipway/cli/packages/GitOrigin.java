package dev.slipway.cli.packages;

import dev.slipway.packager.beside.FolderOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Asks Git where a folder is. Where there is no Git, or no repository, nothing is known, and that is no error. */
final class GitOrigin {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
    private static final long LONGEST_SECONDS = 10;

    private final Path folder;

    private GitOrigin(Path folder) {
        this.folder = folder;
    }

    static Optional<FolderOrigin> of(Path folder) {
        return new GitOrigin(folder).origin();
    }

    private Optional<FolderOrigin> origin() {
        Optional<String> commit =
                asked("rev-parse", "HEAD").filter(text -> COMMIT.matcher(text).matches());
        if (commit.isEmpty()) {
            return Optional.empty();
        }
        String path = asked("rev-parse", "--show-prefix").orElse("");
        boolean dirty = asked("status", "--porcelain", "--", ".")
                .filter(text -> !text.isEmpty())
                .isPresent();
        return Optional.of(new FolderOrigin(
                asked("config", "--get", "remote.origin.url").flatMap(GitOrigin::address),
                commit.get(),
                path.isEmpty() ? "." : path.replaceAll("/$", ""),
                dirty));
    }

    /** An address that may be told to others: no name and password of somebody, and no folder of this machine. */
    static Optional<String> address(String remote) {
        String plain = remote.replaceFirst("^(https?://)[^/@]*@", "$1");
        return plain.matches("(https?|ssh)://.+|[^/@:]+@[^/:]+:.+") ? Optional.of(plain) : Optional.empty();
    }

    private Optional<String> asked(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.fsmonitor=false"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        try {
            Process git = builder.start();
            try {
                String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                boolean ended = git.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
                return ended && git.exitValue() == 0 ? Optional.of(text) : Optional.empty();
            } finally {
                git.destroyForcibly();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
