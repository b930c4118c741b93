package dev.slipway.core.platform.memory;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService.Invocation;
import dev.slipway.core.platform.Router;
import dev.slipway.core.platform.kit.RouterContract;
import java.util.List;
import java.util.stream.IntStream;

class MemoryRouterTest extends RouterContract {

    private static final ModelName DIGITS = new ModelName("digits");

    private final MemoryFunctionService functions =
            new MemoryFunctionService("code-1", version -> event -> new Invocation.Answered(event));
    private final MemoryRouter router = new MemoryRouter(functions, 2);
    private final List<String> versions = IntStream.range(0, 3)
            .mapToObj(number -> functions.publish(DIGITS, Digest.of(new byte[] {(byte) number})))
            .map(FunctionVersion::version)
            .toList();

    @Override
    protected Router router() {
        return router;
    }

    @Override
    protected Router anotherHandle() {
        return router;
    }

    @Override
    protected ModelName endpoint() {
        return DIGITS;
    }

    @Override
    protected List<String> versions() {
        return versions;
    }
}
