package dev.slipway.infra;

import dev.slipway.core.spec.StageNames;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/** What a stage's models share: key, bucket, API, the functions of the release engine, alarms' topic and dashboard. */
public final class PlatformStack extends Stack {

    private final IKey key;
    private final Store store;
    private final Door door;

    /** Writes down a stage's platform. */
    public PlatformStack(Construct scope, StagePlan plan, Bundles bundles) {
        super(scope, plan.names().platformStack(), props(plan, "Slipway: what the models of the stage share"));
        StageNames names = plan.names();
        this.key = new StageKey(this, "Key", names).key();
        this.store = plan.stage().bucket().isPresent()
                ? Store.existing(names)
                : new PackageStore(this, "Packages", names, key).store();
        this.door = new FrontDoor(this, "FrontDoor", names, plan.stage().auth(), key).door();
        new AlarmTopic(this, "Alarms", names, key);
        new AliasMaker(this, "AliasMaker", names, bundles.controller(), key, store);
        new ReleaseController(this, "Controller", plan, bundles.controller(), key, store);
        new FrontFunction(this, "Server", names, plan.models(), bundles.controller(), key, door);
        new StageDashboard(this, "Dashboard", names, plan.models());
        output(
                "Url",
                "Where clients call",
                "https://" + door.api() + ".execute-api." + names.region() + ".amazonaws.com");
        output("Store", "Where packages are", names.packages());
    }

    /** Encrypts what the stage keeps. */
    IKey key() {
        return key;
    }

    /** Where the stage's packages are. */
    Store store() {
        return store;
    }

    /** Where the stage's models hang their routes. */
    Door door() {
        return door;
    }

    static StackProps props(StagePlan plan, String description) {
        return StackProps.builder()
                .description(description)
                .env(Environment.builder()
                        .account(plan.stage().account())
                        .region(plan.stage().region())
                        .build())
                .tags(Map.of("slipway:stage", plan.stage().name()))
                .build();
    }

    private void output(String id, String description, String value) {
        CfnOutput.Builder.create(this, id).description(description).value(value).build();
    }
}
