package dev.slipway.aws;

import dev.slipway.core.platform.AlarmSource;
import dev.slipway.core.platform.PlatformException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** CloudWatch's alarms, on a metric or composed of others. */
final class CloudWatchAlarmSource implements AlarmSource {

    private final CloudWatchClient cloudWatch;
    private final String region;

    CloudWatchAlarmSource(CloudWatchClient cloudWatch, String region) {
        this.cloudWatch = cloudWatch;
        this.region = region;
    }

    @Override
    public AlarmState state(String alarm) {
        DescribeAlarmsResponse found = describe(alarm);
        if (!found.metricAlarms().isEmpty()) {
            return state(alarm, found.metricAlarms().getFirst().stateValue());
        }
        if (!found.compositeAlarms().isEmpty()) {
            return state(alarm, found.compositeAlarms().getFirst().stateValue());
        }
        throw new PlatformException.Missing("there is no alarm \"" + alarm + "\" in " + region
                + "; check its name in the release plan, the region and the account");
    }

    private DescribeAlarmsResponse describe(String alarm) {
        try {
            // Without the types, composite alarms are left out.
            return cloudWatch.describeAlarms(
                    request -> request.alarmNames(alarm).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot see the alarm \"" + alarm + "\"", e);
        }
    }

    private static AlarmState state(String alarm, StateValue value) {
        return switch (value) {
            case OK -> AlarmState.OK;
            case ALARM -> AlarmState.ALARM;
            case INSUFFICIENT_DATA -> AlarmState.INSUFFICIENT_DATA;
            case UNKNOWN_TO_SDK_VERSION ->
                throw new PlatformException.Unavailable(
                        "CloudWatch gives the alarm \"" + alarm + "\" a state that is not known here");
        };
    }
}
