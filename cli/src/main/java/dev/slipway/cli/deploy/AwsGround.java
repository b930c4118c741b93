package dev.slipway.cli.deploy;

import dev.slipway.aws.DeployedFunction;
import dev.slipway.aws.Stacks;
import dev.slipway.cli.stage.AwsDoor;
import dev.slipway.core.control.Ports;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.AwsStage;
import java.util.Optional;

/**
 * The ground on AWS itself.
 *
 * @param there the stage that was reached
 */
record AwsGround(AwsDoor.Reached there) implements Ground {

    @Override
    public AwsStage stage() {
        return there.stage();
    }

    @Override
    public Stacks stacks() {
        return there.aws().stacks();
    }

    @Override
    public Optional<DeployedFunction> deployed(ModelName model) {
        return there.deployed(model);
    }

    @Override
    public Ports ports() {
        return there.ports();
    }
}
