package dev.slipway.cli;

import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.control.RefusedException;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.model.OneLine;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells people what went wrong, in one line for each thing, and ends with the exit code that fits. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private static final Pattern FULL = Pattern.compile("No space left on device|Disk quota exceeded");

    private final CalledAs called;

    Failures(CalledAs called) {
        this.called = called;
    }

    /**
     * What is told.
     *
     * @param exit the exit code
     * @param text one or more lines
     */
    private record Told(int exit, String text) {}

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
        Told told = told(failure);
        boolean stacktrace = command.getCommand() instanceof SlipwayCommand slipway
                && slipway.common().stacktrace();
        called.in(told.text() + room(told.text())).lines().map(OneLine::escape).forEach(command.getErr()::println);
        if (stacktrace) {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return told.exit();
    }

    private static Told told(Exception failure) {
        return switch (failure) {
            case CommandException e -> new Told(e.exit(), e.getMessage());
            case StageClient.NoStageException e -> new Told(Exit.FAILED, words(e));
            case ProblemsException e -> new Told(Exit.FAILED, words(e));
            case RefusedException e ->
                new Told(
                        switch (e.kind()) {
                            case WRONG, UNKNOWN -> Exit.ASKED_WRONGLY;
                            case CONFLICT -> Exit.FAILED;
                        },
                        words(e));
            case PlatformException e -> new Told(Exit.FAILED, words(e));
            case JsonException e -> new Told(Exit.FAILED, words(e));
            case UncheckedIOException e -> new Told(Exit.FAILED, words(e) + ": " + file(cause(e)));
            case IOException e -> new Told(Exit.FAILED, file(e));
            case InterruptedException _ -> new Told(Exit.FAILED, "interrupted");
            default ->
                new Told(
                        Exit.FAILED,
                        "slipway: an error of its own: " + failure
                                + "; run it again with --stacktrace and report what that prints");
        };
    }

    /** What to do where a disk is full, for all who may meet that: the words are those of the system. */
    private static String room(String text) {
        return FULL.matcher(text).find() ? "; make room on that disk and run this again" : "";
    }

    private static IOException cause(UncheckedIOException e) {
        return Optional.ofNullable(e.getCause()).orElseGet(() -> new IOException(words(e)));
    }

    /** The library's own messages are often the file's name alone. */
    private static String file(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> missing.getFile() + ": there is no such file";
            case AccessDeniedException denied -> denied.getFile() + ": access denied";
            case FileSystemException other ->
                other.getFile() + ": "
                        + Optional.ofNullable(other.getReason())
                                .orElse(other.getClass().getSimpleName());
            default -> words(e);
        };
    }

    private static String words(Exception e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        words(failure).lines().map(OneLine::escape).forEach(command.getErr()::println);
        if (!UnmatchedArgumentException.printSuggestions(failure, command.getErr())) {
            command.getErr().println("Usage: " + command.getHelp().synopsis(0).strip());
        }
        command.getErr().println(called.in("Try: " + command.getCommandSpec().qualifiedName() + " --help"));
        command.getErr().flush();
        return Exit.ASKED_WRONGLY;
    }
}
