package dev.slipway.cli.release;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.ModelName;
import java.util.List;
import java.util.regex.Pattern;

/** Releases as people name them: by id, or by a model for its last one. */
final class ReleaseNames {

    /** What the parameter may be, for {@code --help}. */
    static final String KINDS = "Its id, such as digits-2; or a model's name for its last release.";

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}-[0-9]{1,9}");

    private ReleaseNames() {}

    /**
     * A release's events, oldest first; at least one.
     *
     * @throws CommandException where the name leads to none
     */
    static List<JsonReader> events(StageClient stage, String name) throws InterruptedException {
        if (ID.matcher(name).matches()) {
            return new JsonReader("release", stage.release(name)).children("events");
        }
        if (!ModelName.isAllowed(name)) {
            throw CommandException.askedWrongly(
                    "RELEASE: found \"" + name + "\"; expected a release's id, such as digits-2, or a model's name");
        }
        List<JsonReader> all = stage.history(new ModelName(name)).children("events");
        if (all.isEmpty()) {
            throw CommandException.askedWrongly("RELEASE: " + name + " had no release yet");
        }
        String last = all.getLast().text("release");
        return all.stream().filter(event -> event.text("release").equals(last)).toList();
    }
}
