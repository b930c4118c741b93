package dev.slipway.core.platform;

/** The alarms that people have set, outside of Slipway's own evidence. */
public interface AlarmSource {

    /**
     * How an alarm is.
     *
     * @throws PlatformException.Missing where there is no alarm of this name: a fault of the set-up, not "OK"
     * @throws PlatformException.Unavailable where the source does not answer
     */
    AlarmState state(String alarm);

    /** How an alarm is (CloudWatch's three states). */
    enum AlarmState {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }
}
