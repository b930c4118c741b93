package dev.slipway.aws;

import dev.slipway.aws.emulator.Capability;
import dev.slipway.aws.emulator.Emulator;
import dev.slipway.aws.emulator.Needs;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.Router;
import dev.slipway.core.platform.memory.MemoryFunctionService;

/** A canary whose alarm is in an emulator's CloudWatch and whose weights are on an alias in its Lambda. */
@Needs({Capability.ALARMS, Capability.ALIAS_WEIGHTS})
class LambdaAlarmDuringReleaseEmulatorIT extends CloudWatchAlarmDuringReleaseEmulatorIT {

    private static final ModelName DIGITS = new ModelName("digits");

    LambdaAlarmDuringReleaseEmulatorIT(Emulator emulator) {
        super(emulator);
    }

    /** The versions 1 and 2 are there before the release publishes them: here only the weights are looked at. */
    @Override
    protected Router router(MemoryFunctionService functions) {
        FunctionNames names = new FunctionNames(Emulator.freshName("tests") + "-");
        EmulatedFunction function = new EmulatedFunction(clients(), names, DIGITS);
        FunctionService lambda = platform().functionService(names);
        for (byte content = 1; content <= 2; content++) {
            Digest digest = Digest.of(new byte[] {content});
            function.deploy(digest);
            function.awaitReady(lambda.publish(DIGITS, digest).version());
        }
        return platform().router(names);
    }
}
