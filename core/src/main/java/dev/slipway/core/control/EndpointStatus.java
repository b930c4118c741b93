package dev.slipway.core.control;

import dev.slipway.core.json.Json;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.Router.Routing;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.Times;
import dev.slipway.core.release.Track;
import java.util.List;
import java.util.Optional;

/**
 * How an endpoint is: what {@code slipway status} shows.
 *
 * @param model the endpoint
 * @param stable the version to which a running release goes back, or else the one that serves; empty before the first
 * @param candidates the versions a running release judges
 * @param weights what the router does now; empty before the first version has traffic
 * @param release the present release, or the last one; empty where there never was one
 */
public record EndpointStatus(
        ModelName model,
        Optional<FunctionVersion> stable,
        List<FunctionVersion> candidates,
        Optional<Weights> weights,
        Optional<ReleaseState> release) {

    /** Copies the candidates. */
    public EndpointStatus {
        candidates = List.copyOf(candidates);
    }

    /** {@code status --json}. */
    public Json.Fields json() {
        return Json.object()
                .with("model", Json.of(model.value()))
                .with("stable", stable.<Json>map(EndpointStatus::version).orElseGet(Json.Null::new))
                .with(
                        "candidates",
                        Json.array(
                                candidates.stream().map(EndpointStatus::version).toList()))
                .with("weights", weights.map(Told::weights).orElseGet(Json::object))
                .with("release", release.<Json>map(EndpointStatus::release).orElseGet(Json.Null::new));
    }

    /** The status of an endpoint whose record cannot be read: what serves, and what is wrong. */
    public static Json.Fields unreadable(ModelName model, Optional<Routing> routing, String problem) {
        return new EndpointStatus(model, Optional.empty(), List.of(), routing.map(Routing::weights), Optional.empty())
                .json()
                .with("problem", Json.of(problem));
    }

    static Json.Fields version(FunctionVersion version) {
        return Json.object()
                .with("version", Json.of(version.version()))
                .with("digest", Json.of(version.digest().toString()))
                .with("code_sha256", Json.of(version.codeSha256()));
    }

    private static Json.Fields release(ReleaseState state) {
        return Json.object()
                .with("id", Json.of(state.id()))
                .with("plan", Json.of(state.plan().name()))
                .with("step", Json.of(state.step().label()))
                .with("state", Json.of(state.status().word()))
                .with("reason", Json.of(state.reason().text()))
                .with("rule", Json.of(state.reason().rule()))
                .with("candidate", version(state.candidate()))
                .with("started_by", Json.of(state.startedBy()))
                .with("started_at", Json.of(Times.format(state.startedAt())))
                .with("why", Json.of(state.why()))
                .with("track", Track.json(state))
                .with("slow_above", Track.thresholds(state))
                .with("alpha", Json.of(state.plan().alpha()))
                .with("evidence", state.evidence().summary(state.plan()));
    }
}
