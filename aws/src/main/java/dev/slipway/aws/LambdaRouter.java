package dev.slipway.aws;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Router;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * Weights on an alias of the endpoint's function. Lambda picks a version by chance for each call; how soon all of
 * Lambda knows new weights, AWS does not say.
 */
final class LambdaRouter implements Router {

    private static final int ARMS = 2;

    private final LambdaClient lambda;
    private final FunctionNames names;
    private final String alias;

    LambdaRouter(LambdaClient lambda, FunctionNames names, String alias) {
        this.lambda = lambda;
        this.names = names;
        this.alias = alias;
    }

    @Override
    public int maxArms() {
        return ARMS;
    }

    @Override
    public Optional<Routing> routing(ModelName endpoint) {
        return find(endpoint).map(found -> new Routing(target(found).weights(), found.revisionId()));
    }

    @Override
    public Routing create(ModelName endpoint, Weights weights) {
        AliasTarget target = checked(endpoint, weights, Optional.empty());
        return translating("create", endpoint, weights, () -> {
            try {
                var made = lambda.createAlias(request -> request.functionName(names.of(endpoint))
                        .name(alias)
                        .description("Slipway moves its weights; leave it to slipway")
                        .functionVersion(target.version())
                        .routingConfig(target.routing()));
                return routing(made.functionVersion(), made.routingConfig(), made.revisionId());
            } catch (ResourceConflictException e) {
                throw new PlatformException.Conflict(name(endpoint) + " exists already; it was left as it is");
            } catch (ResourceNotFoundException e) {
                throw refused(endpoint, weights, e);
            }
        });
    }

    @Override
    public Routing shift(ModelName endpoint, String revision, Weights weights) {
        GetAliasResponse now = find(endpoint)
                .filter(found -> found.revisionId().equals(revision))
                .orElseThrow(() -> conflict(endpoint, revision));
        AliasTarget target = checked(endpoint, weights, Optional.of(now.functionVersion()));
        return translating("change", endpoint, weights, () -> {
            try {
                var changed = lambda.updateAlias(request -> request.functionName(names.of(endpoint))
                        .name(alias)
                        .functionVersion(target.version())
                        .routingConfig(target.routing())
                        .revisionId(revision));
                return routing(changed.functionVersion(), changed.routingConfig(), changed.revisionId());
            } catch (PreconditionFailedException e) {
                return sentTwice(e)
                        .flatMap(twice -> routing(endpoint))
                        .filter(found -> found.weights().equals(weights))
                        .orElseThrow(() -> conflict(endpoint, revision));
            } catch (ResourceNotFoundException e) {
                throw find(endpoint).isEmpty() ? conflict(endpoint, revision) : refused(endpoint, weights, e);
            } catch (ResourceConflictException e) {
                throw new PlatformException.Unavailable(
                        "cannot change " + name(endpoint) + " to " + weights
                                + ": one of the versions cannot take traffic now: " + e.getMessage(),
                        e);
            }
        });
    }

    /** An answer that got lost: the SDK asked again, and Lambda refused because of our own first request. */
    private static Optional<SdkException> sentTwice(SdkException e) {
        Integer attempts = e.numAttempts();
        return Optional.of(e).filter(any -> attempts != null && attempts > 1);
    }

    private AliasTarget checked(ModelName endpoint, Weights weights, Optional<String> current) {
        if (weights.shares().size() > ARMS) {
            throw new PlatformException.Refused(
                    "weights over " + weights.shares().size() + " versions of " + endpoint
                            + "; a Lambda alias shares traffic between at most " + ARMS);
        }
        for (String version : weights.shares().keySet()) {
            VersionNumber.check(endpoint, version);
        }
        return AliasTarget.of(weights, current);
    }

    private Optional<GetAliasResponse> find(ModelName endpoint) {
        try {
            return Optional.of(lambda.getAlias(
                    request -> request.functionName(names.of(endpoint)).name(alias)));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot read " + name(endpoint), e);
        }
    }

    private Routing translating(String verb, ModelName endpoint, Weights weights, Supplier<Routing> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot " + verb + " " + name(endpoint) + " to " + weights, e);
        }
    }

    private static AliasTarget target(GetAliasResponse found) {
        return AliasTarget.of(found.functionVersion(), Optional.ofNullable(found.routingConfig()));
    }

    private static Routing routing(String version, AliasRoutingConfiguration routing, String revision) {
        return new Routing(AliasTarget.of(version, Optional.ofNullable(routing)).weights(), revision);
    }

    private PlatformException.Conflict conflict(ModelName endpoint, String revision) {
        return new PlatformException.Conflict(name(endpoint) + " was expected at revision " + revision + ", but is "
                + routing(endpoint)
                        .map(found -> found.weights() + " at revision " + found.revision())
                        .orElse("gone")
                + "; it was left as it is");
    }

    private PlatformException.Refused refused(ModelName endpoint, Weights weights, SdkException e) {
        return new PlatformException.Refused("cannot give " + name(endpoint) + " the weights " + weights
                + ": a version of them does not exist: " + e.getMessage());
    }

    private String name(ModelName endpoint) {
        return "the alias " + names.of(endpoint) + ":" + alias;
    }
}
