package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows a release while it is watched. In a terminal a {@link Panel} lives below its last line; elsewhere, a line for each change, and now
 * and then one that says it still goes on.
 */
final class WatchView {

    private static final Duration STILL_THERE = Duration.ofSeconds(10);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.of(ZoneOffset.UTC.getId()));
    /** What fits into the narrowest terminal in use. */
    private static final int NARROWEST = 79;

    private static final String ERASE_BELOW = "\u001b[J";

    private final Surroundings in;
    private final boolean json;
    private final boolean live;
    private @Nullable Sighting before;
    private String lastJson = "";
    private Instant shown = Instant.EPOCH;
    private boolean lost;
    private int drawn;

    WatchView(Surroundings in, boolean json) {
        this.in = in;
        this.json = json;
        this.live = in.terminal() && !json;
    }

    /** Whether a person looks on, so that a panel has its place. */
    boolean isLive() {
        return live;
    }

    /**
     * Shows what is seen now.
     *
     * @param told the stage's answer, for programs
     * @param panel what lives below the last line, where a person looks on
     */
    void show(Instant now, Sighting sighting, Json.Fields told, List<String> panel) {
        lost = false;
        if (json) {
            printJson(JsonText.write(told));
            return;
        }
        boolean changed = before == null || !sighting.isLike(before);
        boolean ended = sighting.exit().isPresent();
        if (live) {
            erase();
            if (changed || ended) {
                in.print(line(now, sighting, false));
            }
            if (!ended) {
                draw(panel);
            }
            in.out().flush();
        } else if (changed || ended || Duration.between(shown, now).compareTo(STILL_THERE) >= 0) {
            in.print(line(now, sighting, !changed));
            shown = now;
        }
        before = sighting;
    }

    private void draw(List<String> panel) {
        in.out().print(panel.stream().map(OneLine::escape).map(WatchView::cut).collect(Collectors.joining("\n")));
        drawn = panel.size();
    }

    /** Goes back to where the panel began, and clears all from there on. */
    private void erase() {
        if (drawn > 0) {
            in.out().print("\r" + (drawn > 1 ? "\u001b[" + (drawn - 1) + "A" : "") + ERASE_BELOW);
            in.out().flush();
        }
        drawn = 0;
    }

    /** A line that wraps cannot be drawn over. */
    private static String cut(String line) {
        return line.length() <= NARROWEST ? line : line.substring(0, NARROWEST);
    }

    private void printJson(String text) {
        if (!text.equals(lastJson)) {
            in.out().println(text);
            lastJson = text;
        }
    }

    /** Nobody answers for the moment. */
    void lost(String why) {
        if (!lost) {
            erase();
            in.say(why);
            lost = true;
        }
    }

    /** Says what a person may do next. */
    void leave(String text) {
        erase();
        in.say(text);
    }

    private static String line(Instant now, Sighting sighting, boolean withEvidence) {
        Optional<String> evidence = withEvidence ? sighting.evidence() : Optional.empty();
        return TIME.format(now) + "Z  " + sighting.step() + "  " + sighting.state() + "  " + sighting.weights() + "  "
                + evidence.orElse(sighting.reason());
    }
}
