package dev.slipway.cli;

import dev.slipway.core.doctor.Starts;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Reporter;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.folder.FolderReporter;
import dev.slipway.core.platform.folder.KeyFiles;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.GitHubSpec;
import dev.slipway.core.spec.StagesSpec;
import dev.slipway.github.GitHubAccess;
import dev.slipway.github.GitHubReporter;
import dev.slipway.github.GitHubSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the local stage keeps all it has.
 *
 * @param path the folder; it may not be there yet
 */
public record Home(Path path) {

    private static final String NAME = ".slipway";

    /**
     * Finds the home: the one that is named, or {@code .slipway} in the nearest folder upwards that has one, else beside
     * the nearest {@code stages.yaml} or {@code .git}, else in {@code folder}.
     *
     * @param folder the working folder
     * @param named what {@code --home} says
     */
    static Home find(Path folder, @Nullable Path named) {
        Path here = folder.toAbsolutePath().normalize();
        if (named != null) {
            return new Home(here.resolve(named).normalize());
        }
        Path beside = nearest(here, up -> Files.isDirectory(up.resolve(NAME)))
                .or(() -> nearest(
                        here, up -> Files.exists(up.resolve(StagesSpec.FILE)) || Files.exists(up.resolve(".git"))))
                .orElse(here);
        return new Home(beside.resolve(NAME));
    }

    private static Optional<Path> nearest(Path from, Predicate<Path> wanted) {
        return Stream.<Path>iterate(from, up -> up != null, Path::getParent)
                .filter(wanted)
                .findFirst();
    }

    /**
     * Makes the folder. It keeps itself out of Git: it holds the stage's token. So what says that is whole or is not there.
     *
     * @throws IOException where it cannot be written
     */
    public void make() throws IOException {
        Files.createDirectories(path);
        Path ignored = path.resolve(".gitignore");
        if (!Files.exists(ignored)) {
            Path fresh = Files.createTempFile(path, ".gitignore", ".new");
            try {
                Files.writeString(fresh, "*\n");
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
                Files.move(fresh, ignored, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                Files.deleteIfExists(fresh);
                throw new UncheckedIOException("cannot write " + ignored, e);
            }
        }
    }

    /** Where packages are. */
    public Path store() {
        return path.resolve("store");
    }

    /** The start-up caches of JVMs, which {@code up} and {@code serve} share. */
    public Path startups() {
        return path.resolve("startup");
    }

    /** Where {@code up} writes requests that can be sent at once. */
    public Path requests() {
        return path.resolve("requests");
    }

    /**
     * What {@code snapstart: auto} goes by, beside {@code stages.yaml}.
     *
     * @throws dev.slipway.core.spec.ProblemsException where the file is none
     */
    public Starts starts() throws IOException {
        Path file = path.resolveSibling(Starts.FILE);
        return Files.exists(file) ? Starts.parse(Starts.FILE, Files.readAllBytes(file)) : Starts.NONE;
    }

    /** Writes it: beside and moved, so that nobody reads half of it. */
    public void write(Starts starts) throws IOException {
        Path file = path.resolveSibling(Starts.FILE);
        Path fresh = Files.createTempFile(Optional.ofNullable(file.getParent()).orElseThrow(), ".starts", ".json");
        Files.write(fresh, starts.bytes());
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The stages that are described beside the home; the defaults where there is no {@code stages.yaml}.
     *
     * @throws dev.slipway.core.spec.ProblemsException with all that is wrong with it
     */
    public StagesSpec stages() {
        Path file = path.resolveSibling(StagesSpec.FILE);
        if (!Files.exists(file)) {
            return StagesSpec.DEFAULT;
        }
        try {
            return StagesSpec.parse(StagesSpec.FILE, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /**
     * Whose packages the local stage serves.
     *
     * @throws dev.slipway.core.spec.ProblemsException where a key cannot be read
     */
    public Trust trust() throws IOException {
        return trust(stages().signing());
    }

    /**
     * Whose packages a stage on AWS serves.
     *
     * @throws dev.slipway.core.spec.ProblemsException where a key cannot be read
     */
    public Trust trust(AwsStage stage) throws IOException {
        return trust(stage.signing());
    }

    /**
     * Whose packages a stage serves that asks for this.
     *
     * @throws dev.slipway.core.spec.ProblemsException where a key cannot be read
     */
    public Trust trust(AwsStage.Signing signing) throws IOException {
        Path folder = path.getParent();
        return KeyFiles.trust(folder == null ? path : folder, signing);
    }

    /**
     * Who is told how releases go that come from a commit: GitHub, where {@code stages.yaml} says so, and else the folder
     * {@code reports/}.
     */
    public Reporter reporter(InstantSource clock) {
        return stages().report()
                .map(github -> gitHub(github, clock))
                .orElseGet(() -> new FolderReporter(path.resolve("reports")));
    }

    /** The secret is read for each report: whose releases come from no commit needs none, and a new one counts at once. */
    private Reporter gitHub(GitHubSpec github, InstantSource clock) {
        Path file = path.resolveSibling(github.secret().value()).normalize();
        return report -> new GitHubReporter(new GitHubSettings(github.api(), access(file)), clock).report(report);
    }

    private static GitHubAccess access(Path file) {
        try {
            return GitHubAccess.parse(Files.readString(file));
        } catch (IOException e) {
            throw new PlatformException.Unavailable("the secret for GitHub cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new PlatformException.Unavailable("the secret for GitHub, " + file + ": " + e.getMessage());
        }
    }

    /** Why a command that works on the local stage does not work on {@code name}. */
    String refuseStage(String name) {
        List<AwsStage> aws = stages().aws();
        if (aws.stream().anyMatch(stage -> stage.name().equals(name))) {
            return "--stage: this command works on the stage local; " + name + " is on AWS";
        }
        List<String> known = Stream.concat(
                        Stream.of(CommonOptions.LOCAL), aws.stream().map(AwsStage::name))
                .toList();
        return "--stage: found \"" + name + "\"; expected a stage of stages.yaml (known: " + String.join(", ", known)
                + ")";
    }
}
