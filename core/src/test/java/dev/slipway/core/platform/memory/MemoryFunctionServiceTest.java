package dev.slipway.core.platform.memory;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.kit.FunctionServiceContract;
import java.util.Optional;

class MemoryFunctionServiceTest extends FunctionServiceContract {

    private static final ModelName DIGITS = new ModelName("digits");
    private static final Digest BROKEN = Digest.of(new byte[] {9});

    private final MemoryFunctionService functions =
            new MemoryFunctionService("code-1", MemoryFunctionServiceTest::echo);

    private static MemoryFunctionService.Program echo(FunctionVersion version) {
        if (version.digest().equals(BROKEN)) {
            throw new PlatformException.Refused("no engine for this package");
        }
        return event -> new FunctionService.Invocation.Answered(event);
    }

    @Override
    protected FunctionService functions() {
        return functions;
    }

    @Override
    protected ModelName endpoint() {
        return DIGITS;
    }

    @Override
    protected Digest digest() {
        return Digest.of(new byte[] {1});
    }

    @Override
    protected Digest otherDigest() {
        return Digest.of(new byte[] {2});
    }

    @Override
    protected byte[] event() {
        return new byte[] {'{', '}'};
    }

    @Override
    protected void awaitReady(ModelName endpoint, String version) {}

    @Override
    protected void giveTraffic(ModelName endpoint, String version) {
        new MemoryRouter(functions, 2).create(endpoint, Weights.only(version));
    }

    @Override
    protected Optional<Digest> unservable() {
        return Optional.of(BROKEN);
    }
}
