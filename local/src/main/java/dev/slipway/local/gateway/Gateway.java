package dev.slipway.local.gateway;

import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.local.function.Endpoints;
import dev.slipway.local.function.LocalFunctionService;
import dev.slipway.local.function.LocalRouter;
import dev.slipway.local.http.HttpAnswer;
import dev.slipway.local.metric.CallWatch;
import dev.slipway.local.runtime.CallResult;
import dev.slipway.local.runtime.HostLimits;
import dev.slipway.local.runtime.VersionHost;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Answers requests to models: picks the version, calls it, and says in words what went wrong where it did not answer. */
final class Gateway {

    /** The longest API Gateway's HTTP API waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String ALIAS = "live";
    private static final String VERSION = "Slipway-Version";
    private static final String DIGEST = "Slipway-Digest";
    private static final String RETRY_AFTER = "Retry-After";

    private final Endpoints endpoints;
    private final LocalRouter router;
    private final Pins pins;
    private final CallWatch watch;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * A gateway before these endpoints.
     *
     * @param random chooses versions by weight; must be safe for use by several threads
     */
    Gateway(
            Endpoints endpoints,
            LocalRouter router,
            Pins pins,
            CallWatch watch,
            InstantSource clock,
            RandomGenerator random) {
        this.endpoints = endpoints;
        this.router = router;
        this.pins = pins;
        this.watch = watch;
        this.clock = clock;
        this.random = random;
    }

    /** Answers a request to a model. */
    HttpAnswer answer(Route.Model route, HttpRequest request, String id) {
        ModelName model = route.model();
        if (endpoints.versions(model).isEmpty()) {
            return unknown(model);
        }
        if (route.version().isPresent()) {
            String pinned = route.version().get();
            Set<String> allowed = pins.allowed(model);
            if (!allowed.contains(pinned)) {
                return HttpAnswer.error(
                        404,
                        "version " + pinned + " of " + model + " is neither stable nor candidate; served: "
                                + String.join(", ", allowed));
            }
            return call(model, pinned, LocalFunctionService.arn(model, pinned), request, id, false);
        }
        Optional<String> version = router.pick(model, random);
        if (version.isEmpty()) {
            return HttpAnswer.error(503, "no version of " + model + " has traffic yet")
                    .with(RETRY_AFTER, "1");
        }
        return call(model, version.get(), LocalFunctionService.arn(model, ALIAS), request, id, true);
    }

    private HttpAnswer unknown(ModelName model) {
        String known = endpoints.names().stream().map(ModelName::value).collect(Collectors.joining(", "));
        return HttpAnswer.error(
                404, "unknown model \"" + model + "\"; " + (known.isEmpty() ? "there is none yet" : "known: " + known));
    }

    private HttpAnswer call(
            ModelName model, String version, String arn, HttpRequest request, String id, boolean evidence) {
        byte[] event = EventWriter.write(request, id, clock.instant());
        if (event.length > HostLimits.LAMBDA_PAYLOAD) {
            return tooLarge(event.length);
        }
        Optional<VersionHost> host = endpoints.find(model, version);
        if (host.isEmpty()) {
            return HttpAnswer.error(503, "version " + version + " of " + model + " was deleted just now")
                    .with(RETRY_AFTER, "1");
        }
        if (evidence) {
            watch.began(model, version, id);
        }
        CallResult result = host.get().invoke(id, arn, event, PATIENCE);
        HttpAnswer answer = answer(model, version, result);
        if (evidence && result.reached()) {
            // An answer that API Gateway cannot read is no answer for the client.
            watch.ended(model, version, id, result instanceof CallResult.Answered && answer.status() != 502);
        } else if (evidence) {
            watch.dropped(id);
        }
        return named(answer, model, version);
    }

    /** What a request gets whose event is over the limit. */
    static HttpAnswer tooLarge(long found) {
        return HttpAnswer.error(
                413,
                "the request makes an event of " + found + " bytes; a function takes at most "
                        + HostLimits.LAMBDA_PAYLOAD + " bytes (6 MB, about 4.5 MB of binary data)");
    }

    private static HttpAnswer answer(ModelName model, String version, CallResult result) {
        return switch (result) {
            case CallResult.Answered(byte[] payload) ->
                AnswerReader.read(payload)
                        .orElseGet(() -> HttpAnswer.error(
                                502,
                                "version " + version + " of " + model + " answered something that is no response"));
            case CallResult.Unanswered(String kind, String message) ->
                HttpAnswer.error(
                        kind.endsWith("Timedout") ? 504 : 502,
                        "version " + version + " of " + model + " did not answer: " + kind + ": " + message);
            case CallResult.Saturated(String message) ->
                HttpAnswer.error(429, message).with(RETRY_AFTER, "1");
            case CallResult.NotReady(String message, Duration retry) ->
                HttpAnswer.error(503, message).with(RETRY_AFTER, Long.toString(Math.max(1, retry.toSeconds())));
        };
    }

    private HttpAnswer named(HttpAnswer answer, ModelName model, String version) {
        boolean already = answer.headers().keySet().stream().anyMatch(VERSION::equalsIgnoreCase);
        if (already) {
            return answer;
        }
        String digest = endpoints
                .version(model, version)
                .map(FunctionVersion::digest)
                .map(Object::toString)
                .orElse("");
        return answer.with(VERSION, version).with(DIGEST, digest);
    }
}
