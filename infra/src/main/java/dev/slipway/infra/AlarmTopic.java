package dev.slipway.infra;

import dev.slipway.core.spec.StageNames;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** Where a stage's alarms go. Nobody listens before somebody subscribes. */
public final class AlarmTopic extends Construct {

    /** Makes the topic. */
    public AlarmTopic(Construct scope, String id, StageNames names, IKey key) {
        super(scope, id);
        Topic topic = Topic.Builder.create(this, "Topic")
                .topicName(name(names))
                .displayName("Slipway, stage " + names.stage())
                .masterKey(key)
                .enforceSsl(true)
                .build();
        topic.addToResourcePolicy(publish(topic, names));
    }

    /**
     * A policy of one's own takes the place of the one that SNS gives each topic, and with it goes what lets alarms publish
     * (Amazon CloudWatch user guide, "Notifying users on alarm changes"): so it is said here, for this account's alarms.
     */
    private static PolicyStatement publish(Topic topic, StageNames names) {
        return PolicyStatement.Builder.create()
                .sid("AlarmsPublish")
                .effect(Effect.ALLOW)
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", names.account())))
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
