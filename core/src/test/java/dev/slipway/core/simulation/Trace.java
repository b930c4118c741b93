package dev.slipway.core.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened, line by line, where somebody wants to know. */
final class Trace {

    private static final int SHOWN = 60;

    private final boolean on;
    private final List<String> lines = new ArrayList<>();

    Trace(boolean on) {
        this.on = on;
    }

    void say(Supplier<String> line) {
        if (on) {
            lines.add(line.get());
        }
    }

    /** The last lines. */
    String end() {
        int from = Math.max(0, lines.size() - SHOWN);
        return (from == 0 ? "" : "... " + from + " lines before\n")
                + String.join("\n", lines.subList(from, lines.size()));
    }
}
