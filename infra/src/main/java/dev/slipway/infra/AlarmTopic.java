package dev.slipway.infra;

import dev.slipway.core.spec.StageNames;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** Where a stage's alarms go. Nobody listens before somebody subscribes. */
public final class AlarmTopic extends Construct {

    /** Makes the topic. */
    public AlarmTopic(Construct scope, String id, StageNames names, IKey key) {
        super(scope, id);
        Topic.Builder.create(this, "Topic")
                .topicName(name(names))
                .displayName("Slipway, stage " + names.stage())
                .masterKey(key)
                .enforceSsl(true)
                .build();
    }

    private static String name(StageNames names) {
        return "slipway-" + names.stage() + "-alarms";
    }

    /** How alarms of any of the stage's stacks tell it. */
    static void tell(Alarm alarm, StageNames names) {
        String arn = "arn:aws:sns:" + names.region() + ":" + names.account() + ":" + name(names);
        if (alarm.getNode().getDefaultChild() instanceof CfnAlarm resource) {
            resource.setAlarmActions(List.of(arn));
        }
    }
}
