package dev.slipway.local.gateway;

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

    private static final String ALIAS = "live";
    private static final String VERSION = "Slipway-Version";
    private static final String DIGEST = "Slipway-Digest";
    private static final String RETRY_AFTER = "Retry-After";

    private final Endpoints endpoints;
    private final LocalRouter router;
    private final Pins pins;
    private final CallWatch watch;
    private final Duration patience;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * A gateway before these endpoints.
     *
     * @param patience the longest a request waits for its answer
     * @param random chooses versions by weight; must be safe for use by several threads
     */
    Gateway(
            Endpoints endpoints,
            LocalRouter router,
            Pins pins,
            CallWatch watch,
            Duration patience,
            InstantSource clock,
            RandomGenerator random) {
        this.endpoints = endpoints;
        this.router = router;
        this.pins = pins;
        this.watch = watch;
        this.patience = patience;
        this.clock = clock;
        this.random = random;
    }

    /** Who shall answer a request. */
    private sealed interface Choice {

        /**
         * A version.
         *
         * @param number its number
         * @param qualifier what it is invoked by: its own number where a client pins it, or else the alias
         */
        record Version(String number, String qualifier) implements Choice {

            /** Whether the call says something of the version: pinned ones are chosen, not sampled. */
            boolean isEvidence() {
                return qualifier.equals(ALIAS);
            }
        }

        /** Nobody, and so we do. */
        record Nobody(HttpAnswer answer) implements Choice {}
    }

    /** Answers a request to a model. */
    HttpAnswer answer(Route.Model route, HttpRequest request, String id) {
        return switch (choose(route)) {
            case Choice.Nobody(HttpAnswer answer) -> answer;
            case Choice.Version version -> named(call(route.model(), version, request, id), route.model(), version);
        };
    }

    /** Names the version on an answer that we give in its place, where one would have answered. */
    HttpAnswer instead(Route.Model route, HttpAnswer ours) {
        return switch (choose(route)) {
            case Choice.Nobody(HttpAnswer answer) -> answer;
            case Choice.Version version -> named(ours, route.model(), version);
        };
    }

    private Choice choose(Route.Model route) {
        ModelName model = route.model();
        if (route.version().isPresent()) {
            return pinned(model, route.version().get());
        }
        Optional<String> picked = router.pick(model, random);
        if (picked.isPresent()) {
            return new Choice.Version(picked.get(), ALIAS);
        }
        return new Choice.Nobody(
                isUnknown(model)
                        ? unknown(model)
                        : HttpAnswer.error(503, "no version of " + model + " has traffic yet")
                                .with(RETRY_AFTER, "1"));
    }

    private Choice pinned(ModelName model, String version) {
        Set<String> allowed = pins.allowed(model);
        if (allowed.contains(version)) {
            return new Choice.Version(version, version);
        }
        return new Choice.Nobody(
                isUnknown(model)
                        ? unknown(model)
                        : HttpAnswer.error(
                                404,
                                "version " + version + " of " + model + " is neither stable nor candidate; served: "
                                        + String.join(", ", allowed)));
    }

    private boolean isUnknown(ModelName model) {
        return endpoints.versions(model).isEmpty();
    }

    private HttpAnswer unknown(ModelName model) {
        String known = endpoints.names().stream().map(ModelName::value).collect(Collectors.joining(", "));
        return HttpAnswer.error(
                404, "unknown model \"" + model + "\"; " + (known.isEmpty() ? "there is none yet" : "known: " + known));
    }

    private HttpAnswer call(ModelName model, Choice.Version version, HttpRequest request, String id) {
        byte[] event = EventWriter.write(request, id, clock.instant());
        if (event.length > HostLimits.LAMBDA_PAYLOAD) {
            return tooLarge(event.length);
        }
        String number = version.number();
        Optional<VersionHost> host = endpoints.find(model, number);
        if (host.isEmpty()) {
            return HttpAnswer.error(503, "version " + number + " of " + model + " was deleted just now")
                    .with(RETRY_AFTER, "1");
        }
        if (version.isEvidence()) {
            watch.began(model, number, id);
        }
        CallResult result =
                host.get().invoke(id, LocalFunctionService.arn(model, version.qualifier()), event, patience);
        HttpAnswer answer = answer(model, number, result);
        if (version.isEvidence() && result.reached()) {
            // An answer that API Gateway cannot read is no answer for the client.
            watch.ended(model, number, id, result instanceof CallResult.Answered && answer.status() != 502);
        } else if (version.isEvidence()) {
            watch.dropped(id);
        }
        return answer;
    }

    /** What a request gets whose body or event is over the limit. */
    static HttpAnswer tooLarge(long found) {
        return HttpAnswer.error(
                413,
                "the request has " + found + " bytes as an event; a function takes at most " + HostLimits.LAMBDA_PAYLOAD
                        + " bytes (6 MB, about 4.5 MB of binary data)");
    }

    private static HttpAnswer answer(ModelName model, String version, CallResult result) {
        return switch (result) {
            case CallResult.Answered(byte[] payload) ->
                AnswerReader.read(payload)
                        .orElseGet(() -> HttpAnswer.error(
                                502,
                                "version " + version + " of " + model + " answered something that is no response"));
            case CallResult.Threw _ ->
                HttpAnswer.error(
                        502,
                        "version " + version + " of " + model + " did not answer: the function failed, and its log says"
                                + " why");
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

    /** The function says itself which version it is; where it said nothing, we do. */
    private HttpAnswer named(HttpAnswer answer, ModelName model, Choice.Version version) {
        HttpAnswer named = answer.has(VERSION) ? answer : answer.with(VERSION, version.number());
        if (named.has(DIGEST)) {
            return named;
        }
        return endpoints
                .version(model, version.number())
                .map(found -> named.with(DIGEST, found.digest().toString()))
                .orElse(named);
    }
}
