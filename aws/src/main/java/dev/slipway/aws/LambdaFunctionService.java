package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.PlatformException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * Versions of the endpoints' Lambda functions. What {@code $LATEST} is, the deployment decides; here it is only
 * published, guarded by its code's hash and its revision, so that nothing else than what was looked at becomes a
 * version.
 */
final class LambdaFunctionService implements FunctionService {

    private static final String LATEST = "$LATEST";

    private final LambdaClient lambda;
    private final FunctionNames names;
    private final LambdaCalls calls;
    private final Backoff backoff;

    LambdaFunctionService(LambdaClient lambda, FunctionNames names, LambdaCalls calls, Backoff backoff) {
        this.lambda = lambda;
        this.names = names;
        this.calls = calls;
        this.backoff = backoff;
    }

    @Override
    public FunctionVersion publish(ModelName endpoint, Digest digest) {
        return backoff.until(
                () -> switch (choose(endpoint, digest)) {
                    case PublishChoice.Use(FunctionVersion version) -> Optional.of(version);
                    case PublishChoice.Publish publish -> publish(endpoint, digest, publish);
                    case PublishChoice.NotDeployed(Optional<Digest> deployed) ->
                        throw notDeployed(endpoint, digest, deployed);
                },
                () -> "cannot publish a version of " + names.of(endpoint)
                        + ": others change the function all the time; try again later");
    }

    /** The package that the function is deployed with; empty where there is none, or it is no function of ours. */
    Optional<Digest> deployed(ModelName endpoint) {
        return latest(list(endpoint)).flatMap(FunctionSettings::digest);
    }

    /** The function as it is deployed; empty where there is none. */
    Optional<DeployedFunction> deployment(ModelName endpoint) {
        List<FunctionConfiguration> all = list(endpoint);
        return latest(all)
                .map(latest -> new DeployedFunction(
                        FunctionSettings.digest(latest),
                        numbered(all).stream()
                                .filter(version -> FunctionSettings.sameBehaviour(version, latest))
                                .map(FunctionConfiguration::version)
                                .collect(Collectors.toSet())));
    }

    private static Optional<FunctionConfiguration> latest(List<FunctionConfiguration> all) {
        return all.stream()
                .filter(function -> function.version().equals(LATEST))
                .findFirst();
    }

    private PublishChoice choose(ModelName endpoint, Digest digest) {
        List<FunctionConfiguration> all = list(endpoint);
        return latest(all)
                .map(latest -> PublishChoice.of(digest, latest, numbered(all)))
                .orElseThrow(() -> new PlatformException.Refused(
                        "there is no function " + names.of(endpoint) + "; make it with slipway deploy " + endpoint));
    }

    /** Empty where the function is not any more what was chosen. */
    private Optional<FunctionVersion> publish(ModelName endpoint, Digest digest, PublishChoice.Publish choice) {
        String what = "cannot publish a version of " + names.of(endpoint);
        try {
            var published = lambda.publishVersion(request -> request.functionName(names.of(endpoint))
                    .codeSha256(choice.codeSha256())
                    .revisionId(choice.revisionId()));
            return Optional.of(new FunctionVersion(published.version(), digest, published.codeSha256()));
        } catch (PreconditionFailedException e) {
            return Optional.empty();
        } catch (InvalidParameterValueException e) {
            // The guard on the code answers this, not a precondition.
            if (String.valueOf(e.getMessage()).contains("CodeSHA256")) {
                return Optional.empty();
            }
            throw AwsErrors.translate(what, e);
        } catch (ResourceConflictException e) {
            throw new PlatformException.Unavailable(
                    what + ": the function is being changed; try again when that is done: " + e.getMessage(), e);
        } catch (SdkException e) {
            throw AwsErrors.translate(what, e);
        }
    }

    private PlatformException notDeployed(ModelName endpoint, Digest digest, Optional<Digest> deployed) {
        return new PlatformException.Refused("the function " + names.of(endpoint) + " is deployed with "
                + deployed.map(other -> "the package " + other).orElse("no package of ours")
                + ", and no version of it has " + digest + "; deploy it with slipway deploy " + endpoint
                + " --package " + digest);
    }

    @Override
    public List<FunctionVersion> versions(ModelName endpoint) {
        return numbered(list(endpoint)).stream()
                .flatMap(function -> FunctionSettings.digest(function).stream()
                        .map(digest -> PublishChoice.version(function, digest)))
                .toList();
    }

    @Override
    public State state(ModelName endpoint, String version) {
        checkVersion(endpoint, version);
        try {
            return VersionState.of(lambda.getFunctionConfiguration(
                    request -> request.functionName(names.of(endpoint)).qualifier(version)));
        } catch (ResourceNotFoundException e) {
            throw missing(endpoint, version);
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot see version " + version + " of " + names.of(endpoint), e);
        }
    }

    @Override
    public Invocation invoke(ModelName endpoint, String version, byte[] event) {
        checkVersion(endpoint, version);
        return calls.invoke(names.of(endpoint), version, event);
    }

    @Override
    public void warm(ModelName endpoint, String version, int environments) {
        if (environments < 1) {
            throw new IllegalArgumentException("found " + environments + " environments; expected at least 1");
        }
        checkVersion(endpoint, version);
        calls.warm(names.of(endpoint), version, endpoint, environments);
    }

    @Override
    public void delete(ModelName endpoint, String version) {
        if (!VersionNumber.is(version)) {
            return;
        }
        String what = "cannot delete version " + version + " of " + names.of(endpoint);
        try {
            Optional<String> holder = holder(endpoint, version);
            if (holder.isPresent()) {
                throw new PlatformException.Refused(
                        what + ": the alias " + holder.get() + " sends traffic to it; shift its weights first");
            }
            lambda.deleteFunction(
                    request -> request.functionName(names.of(endpoint)).qualifier(version));
        } catch (ResourceNotFoundException e) {
            // It is gone, or never was.
        } catch (ResourceConflictException e) {
            throw new PlatformException.Refused(what + ": " + e.getMessage());
        } catch (SdkException e) {
            throw AwsErrors.translate(what, e);
        }
    }

    private Optional<String> holder(ModelName endpoint, String version) {
        return lambda.listAliasesPaginator(request -> request.functionName(names.of(endpoint))).aliases().stream()
                .filter(alias -> alias.functionVersion().equals(version)
                        || (alias.routingConfig() != null
                                && alias.routingConfig()
                                        .additionalVersionWeights()
                                        .containsKey(version)))
                .map(alias -> alias.name())
                .findFirst();
    }

    private List<FunctionConfiguration> list(ModelName endpoint) {
        try {
            return lambda
                    .listVersionsByFunctionPaginator(request -> request.functionName(names.of(endpoint)))
                    .versions()
                    .stream()
                    .toList();
        } catch (ResourceNotFoundException e) {
            return List.of();
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot list the versions of " + names.of(endpoint), e);
        }
    }

    private static List<FunctionConfiguration> numbered(List<FunctionConfiguration> all) {
        return all.stream()
                .filter(function -> VersionNumber.is(function.version()))
                .sorted(Comparator.comparingLong(function -> VersionNumber.of(function.version())))
                .toList();
    }

    private void checkVersion(ModelName endpoint, String version) {
        if (!VersionNumber.is(version)) {
            throw missing(endpoint, version);
        }
    }

    private PlatformException.Missing missing(ModelName endpoint, String version) {
        return new PlatformException.Missing("there is no version " + version + " of " + names.of(endpoint));
    }
}
