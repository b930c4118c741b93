package dev.slipway.aws;

import dev.slipway.aws.emulator.Capability;
import dev.slipway.aws.emulator.Emulator;
import dev.slipway.aws.emulator.Needs;
import dev.slipway.core.platform.AlarmSource;
import dev.slipway.core.platform.AlarmSource.AlarmState;
import dev.slipway.core.platform.kit.AlarmSourceContract;
import org.junit.jupiter.api.AfterEach;

/** Alarms in an emulator's CloudWatch. */
@Needs(Capability.ALARMS)
class CloudWatchAlarmSourceEmulatorIT extends AlarmSourceContract {

    private final AwsClients clients;
    private final AwsPlatform platform;

    CloudWatchAlarmSourceEmulatorIT(Emulator emulator) {
        this.clients = EmulatedAws.clients(emulator);
        this.platform = AwsPlatform.over(clients);
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Override
    protected AlarmSource alarms() {
        return platform.alarmSource();
    }

    @Override
    protected void set(String alarm, AlarmState state) {
        EmulatedAlarms.set(clients, alarm, state);
    }
}
