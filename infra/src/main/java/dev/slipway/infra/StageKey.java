package dev.slipway.infra;

import dev.slipway.core.spec.StageNames;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** The key that encrypts a stage's packages and logs. It turns over each year, and outlives its stack as they do. */
public final class StageKey extends Construct {

    private final Key key;

    /** Makes the key. */
    public StageKey(Construct scope, String id, StageNames names) {
        super(scope, id);
        this.key = Key.Builder.create(this, "Key")
                .description("Slipway, stage " + names.stage() + ": packages, records and logs")
                .alias("slipway-" + names.stage())
                .enableKeyRotation(true)
                .pendingWindow(Duration.days(30))
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build();
        key.addToResourcePolicy(logs(names));
        key.addToResourcePolicy(alarms(names));
    }

    /** The key itself. */
    public Key key() {
        return key;
    }

    /** CloudWatch encrypts log groups by itself and so needs the key, for this account's log groups alone. */
    private static PolicyStatement logs(StageNames names) {
        return PolicyStatement.Builder.create()
                .sid("EncryptLogs")
                .principals(List.of(new ServicePrincipal("logs." + names.region() + ".amazonaws.com")))
                .actions(List.of("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*"))
                .resources(List.of("*"))
                .conditions(Map.of(
                        "ArnLike",
                        Map.of(
                                "kms:EncryptionContext:aws:logs:arn",
                                "arn:aws:logs:" + names.region() + ":" + names.account() + ":log-group:*")))
                .build();
    }

    /** Alarms reach an encrypted topic only where CloudWatch may use its key. */
    private static PolicyStatement alarms(StageNames names) {
        return PolicyStatement.Builder.create()
                .sid("TellAlarms")
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey*"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", names.account())))
                .build();
    }
}
