package dev.slipway.infra;

import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** One model of a stage, so that models are deployed and taken away one by one. */
public final class ModelStack extends Stack {

    /** Writes down a model's endpoint over its stage's platform. */
    public ModelStack(Construct scope, StagePlan plan, ServedModel model, Bundles bundles, PlatformStack platform) {
        super(
                scope,
                plan.names().modelStack(model.name()),
                PlatformStack.props(plan, "Slipway: the endpoint of the model " + model.name()));
        addStackDependency(platform);
        PlatformStack.bound(this, plan);
        new ModelEndpoint(this, "Endpoint", plan.names(), model, plan.trust(), bundles, platform);
        new ModelAlarms(this, "Alarms", plan.names(), model);
    }
}
