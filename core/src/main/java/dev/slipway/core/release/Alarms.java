package dev.slipway.core.release;

import java.util.List;

/**
 * How the plan's alarms are, those that were excused at the start left out.
 *
 * @param firing the alarms that fire
 * @param unknown the alarms of which nothing is known now
 */
public record Alarms(List<String> firing, List<String> unknown) {

    /** No alarm fires, and of each it is known. */
    public static final Alarms QUIET = new Alarms(List.of(), List.of());

    /** Copies the names. */
    public Alarms {
        firing = List.copyOf(firing);
        unknown = List.copyOf(unknown);
    }
}
