package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService;
import java.util.List;
import java.util.Set;

/** Lambda's versions, with a deployment before each is published, as {@code slipway deploy} does both. */
record DeployingFunctionService(FunctionService lambda, EmulatedFunction function, Set<Digest> deployable)
        implements FunctionService {

    @Override
    public FunctionVersion publish(ModelName endpoint, Digest digest) {
        if (deployable.contains(digest)) {
            function.deploy(digest);
        }
        return lambda.publish(endpoint, digest);
    }

    @Override
    public List<FunctionVersion> versions(ModelName endpoint) {
        return lambda.versions(endpoint);
    }

    @Override
    public State state(ModelName endpoint, String version) {
        return lambda.state(endpoint, version);
    }

    @Override
    public Invocation invoke(ModelName endpoint, String version, byte[] event) {
        return lambda.invoke(endpoint, version, event);
    }

    @Override
    public void warm(ModelName endpoint, String version, int environments) {
        lambda.warm(endpoint, version, environments);
    }

    @Override
    public void delete(ModelName endpoint, String version) {
        lambda.delete(endpoint, version);
    }
}
