package dev.slipway.infra;

import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StageNames;
import dev.slipway.core.spec.StageSetup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/** What a stage's models share: key, bucket, API, the functions of the release engine, alarms' topic and dashboard. */
public final class PlatformStack extends Stack {

    private final Housing housing;
    private final Store store;
    private final Door door;
    private final Optional<Placement> placement;

    /** Writes down a stage's platform. */
    public PlatformStack(Construct scope, StagePlan plan, Bundles bundles) {
        super(scope, plan.names().platformStack(), props(plan, "Slipway: what the models of the stage share"));
        StageNames names = plan.names();
        AwsStage stage = plan.stage();
        IKey key = new StageKey(this, "Key", names).key();
        this.housing = new Housing(key, stage.setup().logDays());
        this.store = stage.bucket().isPresent()
                ? Store.existing(names)
                : new PackageStore(this, "Packages", names, key).store();
        this.placement = placement(stage);
        this.door = switch (stage.setup().door()) {
            case HTTP -> new FrontDoor(this, "FrontDoor", stage, housing).door();
            case REST -> new RestFrontDoor(this, "RestDoor", plan, housing).door();
        };
        stage.setup().domain().ifPresent(domain -> new StageDomain(this, "Domain", domain, names, door));
        if (stage.signing().kms()) {
            new SigningKey(this, "SigningKey", names);
        }
        new AlarmTopic(this, "Alarms", names, key);
        new AliasMaker(this, "AliasMaker", names, bundles.controller(), housing, store);
        new ReleaseController(this, "Controller", plan, bundles.controller(), housing, store);
        new FrontFunction(this, "Server", names, plan.models(), bundles.controller(), housing, door);
        new StageDashboard(this, "Dashboard", names, plan.models());
        output("Url", "Where clients call", door.url(names));
        output("Store", "Where packages are", names.packages());
        bound(this, plan);
    }

    private Optional<Placement> placement(AwsStage stage) {
        return switch (stage.setup().network()) {
            case StageSetup.Network.Open() -> Optional.empty();
            case StageSetup.Network.Isolated() ->
                Optional.of(new IsolatedNetwork(this, "Network", StageNames.of(stage), housing, store).placement());
            case StageSetup.Network.Existing(List<String> subnets, List<String> groups) ->
                Optional.of(new Placement(subnets, groups));
        };
    }

    /** Where logs go, and what encrypts what the stage keeps. */
    Housing housing() {
        return housing;
    }

    /** Where the stage's packages are. */
    Store store() {
        return store;
    }

    /** Where the stage's models hang their routes. */
    Door door() {
        return door;
    }

    /** The network that models' functions run in, where they run in one. */
    Optional<Placement> placement() {
        return placement;
    }

    /** Bounds every role of a stack by the policy that the stage names. */
    static void bound(Stack stack, StagePlan plan) {
        plan.stage()
                .setup()
                .boundary()
                .ifPresent(policy -> PermissionsBoundary.of(stack)
                        .apply(ManagedPolicy.fromManagedPolicyArn(
                                stack,
                                "Boundary",
                                "arn:aws:iam::" + plan.stage().account() + ":policy/" + policy)));
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
