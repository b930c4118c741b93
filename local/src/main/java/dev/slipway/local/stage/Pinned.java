package dev.slipway.local.stage;

import dev.slipway.core.control.RefusedException;
import dev.slipway.core.control.RefusedException.Kind;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.FunctionService.Invocation;
import dev.slipway.core.proof.HttpEvent;
import dev.slipway.local.gateway.AnswerReader;
import dev.slipway.local.http.HttpAnswer;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;

/**
 * Asks one version by its own name, past every weight: what it answers is no evidence. Only those may be asked that serve
 * or are judged, so that nobody wakes what was left long ago.
 *
 * @param functions calls versions
 * @param releases knows who may be asked
 * @param clock tells the time
 */
record Pinned(FunctionService functions, Releases releases, InstantSource clock) {

    /**
     * Asks.
     *
     * @param body the request, in the V2 protocol's JSON
     * @throws RefusedException where the version is not one to ask
     */
    HttpAnswer ask(ModelName model, String version, byte[] body) {
        Set<String> allowed = releases.pinnable(model);
        if (!allowed.contains(version)) {
            throw new RefusedException(
                    Kind.UNKNOWN,
                    "version " + version + " of " + model + " is neither stable nor candidate; served: "
                            + String.join(", ", allowed));
        }
        byte[] event = HttpEvent.infer(
                model,
                JsonReader.parse("request", body).object(),
                UUID.randomUUID().toString(),
                clock.instant());
        return switch (functions.invoke(model, version, event)) {
            case Invocation.Answered(byte[] payload) ->
                AnswerReader.read(payload)
                        .orElseGet(() -> HttpAnswer.error(
                                502,
                                "version " + version + " of " + model + " answered something that is no response"));
            case Invocation.Unanswered(String kind, String message) ->
                HttpAnswer.error(
                        kind.endsWith("Timedout") ? 504 : 502,
                        "version " + version + " of " + model + " did not answer: " + kind + ": " + message);
        };
    }
}
