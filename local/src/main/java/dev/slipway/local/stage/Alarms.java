package dev.slipway.local.stage;

import dev.slipway.core.platform.AlarmSource.AlarmState;
import dev.slipway.local.metric.LocalAlarmSource;
import java.util.Map;

/** The alarms of a stage, as its API shows and sets them. */
interface Alarms {

    /** All that there are, by name. */
    Map<String, AlarmState> all();

    /** One of them. */
    AlarmState state(String alarm);

    /**
     * Sets one.
     *
     * @throws dev.slipway.core.control.RefusedException where others set them
     */
    void set(String alarm, AlarmState state);

    /** Those that people set through this very API. */
    static Alarms of(LocalAlarmSource source) {
        return new Alarms() {
            @Override
            public Map<String, AlarmState> all() {
                return source.all();
            }

            @Override
            public AlarmState state(String alarm) {
                return source.state(alarm);
            }

            @Override
            public void set(String alarm, AlarmState state) {
                source.set(alarm, state);
            }
        };
    }
}
