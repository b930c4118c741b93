package dev.slipway.core.platform.memory;

import dev.slipway.core.platform.AlarmSource;
import dev.slipway.core.platform.PlatformException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Alarms that are set by hand: what the local stage has, and tests. Many threads may use it. */
public final class MemoryAlarmSource implements AlarmSource {

    private final SortedMap<String, AlarmState> states = new TreeMap<>();

    /** No alarm yet. */
    public MemoryAlarmSource() {}

    @Override
    public synchronized AlarmState state(String alarm) {
        AlarmState state = states.get(alarm);
        if (state == null) {
            throw new PlatformException.Missing("there is no alarm \"" + alarm + "\"; known: "
                    + (states.isEmpty() ? "none" : String.join(", ", states.keySet())));
        }
        return state;
    }

    /** Sets an alarm, which exists from then on. */
    public synchronized void set(String alarm, AlarmState state) {
        states.put(alarm, state);
    }

    /** Takes an alarm away. */
    public synchronized void remove(String alarm) {
        states.remove(alarm);
    }

    /** All alarms, by name. */
    public synchronized SortedMap<String, AlarmState> states() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(states));
    }
}
