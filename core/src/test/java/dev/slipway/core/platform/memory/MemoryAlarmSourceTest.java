package dev.slipway.core.platform.memory;

import dev.slipway.core.platform.AlarmSource;
import dev.slipway.core.platform.kit.AlarmSourceContract;

class MemoryAlarmSourceTest extends AlarmSourceContract {

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
