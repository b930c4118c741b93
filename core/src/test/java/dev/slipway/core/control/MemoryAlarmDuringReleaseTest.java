package dev.slipway.core.control;

import dev.slipway.core.platform.AlarmSource;
import dev.slipway.core.platform.memory.MemoryAlarmSource;

class MemoryAlarmDuringReleaseTest extends AlarmDuringReleaseContract {

    private final MemoryAlarmSource alarms = new MemoryAlarmSource();

    @Override
    protected AlarmSource alarms() {
        return alarms;
    }

    @Override
    protected void set(String alarm, AlarmSource.AlarmState state) {
        alarms.set(alarm, state);
    }
}
