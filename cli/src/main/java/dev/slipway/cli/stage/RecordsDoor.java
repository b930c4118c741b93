package dev.slipway.cli.stage;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.stage.StageClient.NoStageException;
import dev.slipway.cli.stage.StageClient.Reply;
import dev.slipway.core.control.Event;
import dev.slipway.core.control.RecordReader;
import dev.slipway.core.control.ReleaseSummary;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.folder.FolderReleaseStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The stage that runs on a home, and where none runs, its records: what happened can be read without a stage, in the same
 * form ({@code History} and {@code Release} of {@code openapi.json}). What goes on now cannot.
 */
final class RecordsDoor implements StageClient.Door {

    private static final Pattern HISTORY = Pattern.compile("endpoints/([^/]+)/history");
    private static final Pattern RELEASE = Pattern.compile("releases/([^/]+)");
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Path home;
    private final HomeDoor stage;

    RecordsDoor(Path home) {
        this.home = home;
        this.stage = new HomeDoor(home);
    }

    @Override
    public Reply send(String method, String path, byte[] body) throws InterruptedException {
        try {
            return stage.send(method, path, body);
        } catch (NoStageException none) {
            return recorded(path).orElseThrow(() -> none);
        }
    }

    private Optional<Reply> recorded(String path) {
        Path releases = home.resolve("releases");
        if (!Files.isDirectory(releases)) {
            return Optional.empty();
        }
        RecordReader reader = new RecordReader(new FolderReleaseStore(releases));
        Matcher history = HISTORY.matcher(path);
        Matcher release = RELEASE.matcher(path);
        if (history.matches()) {
            List<Event> events = reader.history(new ModelName(history.group(1)));
            return Optional.of(
                    events.isEmpty()
                            ? unknown(reader, "endpoint \"" + history.group(1) + "\"")
                            : reply(Json.object()
                                    .with(
                                            "events",
                                            Json.array(events.stream()
                                                    .map(Event::json)
                                                    .toList()))));
        }
        return release.matches()
                ? Optional.of(reader.release(release.group(1))
                        .map(ReleaseSummary::json)
                        .map(RecordsDoor::reply)
                        .orElseGet(() -> unknown(reader, "release \"" + release.group(1) + "\"")))
                : Optional.empty();
    }

    private static Reply reply(Json.Fields answer) {
        return new Reply(OK, JsonText.canonical(answer));
    }

    private Reply unknown(RecordReader reader, String what) {
        String known = reader.endpoints().stream().map(ModelName::value).collect(Collectors.joining(", "));
        return new Reply(
                NOT_FOUND,
                JsonText.canonical(Json.object()
                        .with(
                                "error",
                                Json.of("no " + what + " in the records of " + home + ", where no stage runs"
                                        + (known.isEmpty() ? "" : "; endpoints: " + known)))));
    }

    @Override
    public Duration pace() {
        return stage.pace();
    }

    @Override
    public RuntimeException refused(int status, String why) {
        return status >= 500 && status != 503 ? CommandException.failed(why) : stage.refused(status, why);
    }
}
