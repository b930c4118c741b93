package dev.slipway.aws;

import dev.slipway.core.platform.AlarmSource.AlarmState;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * Alarms set by hand, as SetAlarmState does. Missing data is ignored: an emulator looks at a new alarm's metric at once, and what it
 * makes of that may come after what a test has set.
 */
final class EmulatedAlarms {

    /** Of a day, in seconds: within a test nobody looks at the metric behind it. */
    private static final int PERIOD = 86_400;

    private EmulatedAlarms() {}

    /** Makes the alarm where there is none, and sets it. */
    static void set(AwsClients clients, String alarm, AlarmState state) {
        if (clients.cloudWatch()
                .describeAlarms(request -> request.alarmNames(alarm))
                .metricAlarms()
                .isEmpty()) {
            clients.cloudWatch()
                    .putMetricAlarm(request -> request.alarmName(alarm)
                            .namespace("Tests")
                            .metricName("Refusals")
                            .statistic(Statistic.SUM)
                            .unit(StandardUnit.COUNT)
                            .period(PERIOD)
                            .evaluationPeriods(1)
                            .threshold(1.0)
                            .treatMissingData("ignore")
                            .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
        }
        clients.cloudWatch()
                .setAlarmState(request -> request.alarmName(alarm)
                        .stateValue(StateValue.valueOf(state.name()))
                        .stateReason("a test says so"));
    }
}
