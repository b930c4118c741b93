package dev.slipway.core.control;

import dev.slipway.core.platform.AlarmSource;
import dev.slipway.core.platform.AlarmSource.AlarmState;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.release.Alarms;
import dev.slipway.core.release.ReleaseState;
import java.util.ArrayList;
import java.util.List;

/** Reads a plan's alarms. */
final class AlarmReader {

    private final AlarmSource source;

    AlarmReader(AlarmSource source) {
        this.source = source;
    }

    /**
     * What was read.
     *
     * @param alarms the alarms that count
     * @param excused the alarms that still do not: those that were excused and have not been quiet since
     */
    record Reading(Alarms alarms, List<String> excused) {}

    Reading read(ReleaseState state) {
        List<String> firing = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        List<String> excused = new ArrayList<>();
        for (String alarm : state.plan().alarms()) {
            AlarmState found = read(alarm);
            boolean wasExcused = state.excused().contains(alarm);
            if (wasExcused && found != AlarmState.OK) {
                excused.add(alarm);
            } else {
                switch (found) {
                    case ALARM -> firing.add(alarm);
                    case INSUFFICIENT_DATA -> unknown.add(alarm);
                    case OK -> {}
                }
            }
        }
        return new Reading(new Alarms(firing, unknown), excused);
    }

    /** An alarm that went away or is damaged, or a source that does not answer, is not known to be quiet. */
    private AlarmState read(String alarm) {
        try {
            return source.state(alarm);
        } catch (PlatformException.Missing | PlatformException.Unavailable | PlatformException.Corrupt e) {
            return AlarmState.INSUFFICIENT_DATA;
        }
    }

    /** The alarms of a plan that fire before the release begins. */
    List<String> firing(List<String> alarms) {
        List<String> firing = new ArrayList<>();
        for (String alarm : alarms) {
            try {
                if (source.state(alarm) == AlarmState.ALARM) {
                    firing.add(alarm);
                }
            } catch (PlatformException.Missing e) {
                throw new RefusedException(
                        RefusedException.Kind.WRONG,
                        "alarms: " + e.getMessage() + "; a release cannot rely on an alarm that does not exist");
            }
        }
        return firing;
    }
}
