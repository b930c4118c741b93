package dev.slipway.aws;

import dev.slipway.aws.emulator.Capability;
import dev.slipway.aws.emulator.Emulator;
import dev.slipway.aws.emulator.Needs;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.Router;
import dev.slipway.core.platform.kit.RouterContract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** Weights on an alias in an emulator. */
@Needs(Capability.ALIASES)
@Needs(
        value = Capability.ALIAS_WEIGHTS,
        tests = {
            "aShareIsReadBackExactly",
            "weightsGoThereAndBackAndEachTimeHaveAnotherRevision",
            "theSameWeightsOnceMoreHaveAnotherRevision",
            "weightsThatChangedSinceTheyWereReadAreNotShifted"
        })
@Needs(value = Capability.ALIAS_CHECKS, tests = "aVersionThatDoesNotExistIsRefused")
class LambdaRouterEmulatorIT extends RouterContract {

    private static final FunctionNames NAMES = new FunctionNames("tests-");

    private final AwsPlatform platform;
    private final ModelName endpoint = new ModelName(Emulator.freshName("digits"));
    private final List<String> versions;

    LambdaRouterEmulatorIT(Emulator emulator) {
        AwsClients clients = EmulatedAws.clients(emulator);
        this.platform = AwsPlatform.over(clients);
        this.versions = publish(new EmulatedFunction(clients, NAMES, endpoint), platform.functionService(NAMES));
    }

    /** One version more than an alias holds. */
    private List<String> publish(EmulatedFunction function, FunctionService functions) {
        return Stream.of(1, 2, 3)
                .map(content -> {
                    Digest digest = Digest.of(new byte[] {content.byteValue()});
                    function.deploy(digest);
                    String version = functions.publish(endpoint, digest).version();
                    function.awaitReady(version);
                    return version;
                })
                .toList();
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Override
    protected Router router() {
        return platform.router(NAMES);
    }

    @Override
    protected Router anotherHandle() {
        return platform.router(NAMES);
    }

    @Override
    protected ModelName endpoint() {
        return endpoint;
    }

    @Override
    protected List<String> versions() {
        return versions;
    }
}
