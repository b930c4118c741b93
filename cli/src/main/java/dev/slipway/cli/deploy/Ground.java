package dev.slipway.cli.deploy;

import dev.slipway.aws.DeployedFunction;
import dev.slipway.aws.Stacks;
import dev.slipway.core.control.Ports;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StageNames;
import java.util.Optional;

/** A stage on AWS, as far as deploying needs it. */
interface Ground {

    /** The stage as {@code stages.yaml} describes it. */
    AwsStage stage();

    /** The stacks of its account and region. */
    Stacks stacks();

    /** What an endpoint's function is now; empty where there is none. */
    Optional<DeployedFunction> deployed(ModelName model);

    /** What its releases run on. */
    Ports ports();

    /** What its things are called. */
    default StageNames names() {
        return StageNames.of(stage());
    }
}
