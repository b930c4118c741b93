package dev.slipway.local.function;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.local.runtime.CallResult;
import dev.slipway.local.runtime.Machine;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The function service of the local stage. */
public final class LocalFunctionService implements FunctionService {

    private static final Duration PATIENCE = Duration.ofMinutes(16);

    private final Endpoints endpoints;

    /** A service over these endpoints. */
    public LocalFunctionService(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** The ARN of a version or an alias of an endpoint's function. */
    public static String arn(ModelName endpoint, String qualifier) {
        return "arn:aws:lambda:" + Machine.REGION + ":000000000000:function:" + endpoint + ":" + qualifier;
    }

    @Override
    public FunctionVersion publish(ModelName endpoint, Digest digest) {
        return endpoints.publish(endpoint, digest);
    }

    @Override
    public List<FunctionVersion> versions(ModelName endpoint) {
        return endpoints.versions(endpoint);
    }

    @Override
    public State state(ModelName endpoint, String version) {
        return endpoints.state(endpoint, version);
    }

    @Override
    public Invocation invoke(ModelName endpoint, String version, byte[] event) {
        CallResult result = endpoints
                .require(endpoint, version)
                .invoke(UUID.randomUUID().toString(), arn(endpoint, version), event, PATIENCE);
        return switch (result) {
            case CallResult.Answered(byte[] payload) -> new Invocation.Answered(payload);
            case CallResult.Threw(String kind, String message) -> new Invocation.Unanswered(kind, message);
            case CallResult.Unanswered(String kind, String message) -> new Invocation.Unanswered(kind, message);
            case CallResult.Saturated(String message) -> throw new PlatformException.Unavailable(message);
            case CallResult.NotReady(String message, Duration _) -> throw new PlatformException.Unavailable(message);
        };
    }

    @Override
    public void warm(ModelName endpoint, String version, int environments) {
        endpoints.require(endpoint, version).warm(environments);
    }

    @Override
    public void delete(ModelName endpoint, String version) {
        endpoints.delete(endpoint, version);
    }
}
