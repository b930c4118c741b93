package dev.slipway.aws;

import dev.slipway.aws.AccountCheck.Seen;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.proof.HttpEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * How soon an alias follows: an alias of its own is pointed from one version to another and called all the time, until
 * only the other answers. It is taken away again; what clients call through is not touched.
 */
final class Propagation {

    /** No client knows it. */
    static final String ALIAS = "slipway-check";

    private static final int IN_A_ROW = 30;
    private static final int MOST_CALLS = 2_000;

    private final LambdaClient lambda;
    private final InstantSource clock;

    Propagation(LambdaClient lambda, InstantSource clock) {
        this.lambda = lambda;
        this.clock = clock;
    }

    Seen measure(String function, ModelName model) {
        List<String> versions;
        try {
            versions =
                    lambda
                            .listVersionsByFunctionPaginator(request -> request.functionName(function))
                            .versions()
                            .stream()
                            .map(FunctionConfiguration::version)
                            .filter(VersionNumber::is)
                            .toList();
        } catch (ResourceNotFoundException e) {
            return Seen.notYet("there is no function " + function, "deploy " + model + " first");
        }
        if (versions.size() < 2) {
            return Seen.notYet("it has fewer than two versions", "release another version of " + model + " first");
        }
        return between(function, model, versions.get(versions.size() - 2), versions.getLast());
    }

    private Seen between(String function, ModelName model, String old, String fresh) {
        try {
            lambda.createAlias(
                    request -> request.functionName(function).name(ALIAS).functionVersion(old));
        } catch (ResourceConflictException e) {
            // Of a look that was broken off.
            lambda.updateAlias(
                    request -> request.functionName(function).name(ALIAS).functionVersion(old));
        }
        try {
            if (follow(function, model, old).isEmpty()) {
                return otherwise("the alias did not come to version " + old);
            }
            lambda.updateAlias(
                    request -> request.functionName(function).name(ALIAS).functionVersion(fresh));
            Instant moved = clock.instant();
            return follow(function, model, fresh)
                    .map(last -> Seen.well(
                            "the last call that version " + old + " answered began "
                                    + Math.max(0, Duration.between(moved, last).toMillis()) + " ms after the change",
                            "seconds at most; a release counts no window in which weights changed"))
                    .orElseGet(() -> otherwise("version " + old + " still answered after " + MOST_CALLS + " calls"));
        } finally {
            lambda.deleteAlias(request -> request.functionName(function).name(ALIAS));
        }
    }

    private static Seen otherwise(String found) {
        return Seen.otherwise(found, "seconds at most", "look again; where it stays so, tell AWS");
    }

    /** When the last call began that another version answered; empty where the wanted one never answers alone. */
    private Optional<Instant> follow(String function, ModelName model, String wanted) {
        Instant last = clock.instant();
        int inARow = 0;
        for (int call = 0; call < MOST_CALLS; call++) {
            Instant began = clock.instant();
            String by = lambda.invoke(request -> request.functionName(function)
                            .qualifier(ALIAS)
                            .payload(SdkBytes.fromByteArray(HttpEvent.ready(model, "check-account", began))))
                    .executedVersion();
            if (wanted.equals(by)) {
                inARow++;
                if (inARow == IN_A_ROW) {
                    return Optional.of(last);
                }
            } else {
                inARow = 0;
                last = began;
            }
        }
        return Optional.empty();
    }
}
