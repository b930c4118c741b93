package dev.slipway.aws;

import dev.slipway.aws.emulator.Capability;
import dev.slipway.aws.emulator.Emulator;
import dev.slipway.aws.emulator.Needs;
import dev.slipway.core.control.AlarmDuringReleaseContract;
import dev.slipway.core.platform.AlarmSource;
import dev.slipway.core.platform.AlarmSource.AlarmState;
import org.junit.jupiter.api.AfterEach;

/** A canary in memory under an alarm in an emulator's CloudWatch. */
@Needs(Capability.ALARMS)
class CloudWatchAlarmDuringReleaseEmulatorIT extends AlarmDuringReleaseContract {

    private final AwsClients clients;
    private final AwsPlatform platform;

    CloudWatchAlarmDuringReleaseEmulatorIT(Emulator emulator) {
        this.clients = EmulatedAws.clients(emulator);
        this.platform = AwsPlatform.over(clients);
    }

    @AfterEach
    void close() {
        platform.close();
    }

    AwsClients clients() {
        return clients;
    }

    AwsPlatform platform() {
        return platform;
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
