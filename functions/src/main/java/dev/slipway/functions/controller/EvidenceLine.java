package dev.slipway.functions.controller;

import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.Status;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A line of metrics a minute about each running release: the one number that people need to see, the logarithm of the
 * evidence against the candidate, and the candidate's share.
 *
 * <p>Source: AWS CloudWatch, "Specification: Embedded metric format".
 *
 * @param functions what a model's function is called
 */
record EvidenceLine(Function<ModelName, String> functions) {

    /** What decided a release is told for this long after it, or no alarm would ever see it. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(2);

    /** The line; empty where no release runs, and none has ended just now. */
    Optional<String> of(EndpointStatus status, Instant now) {
        return status.release()
                .filter(release -> isNews(release.status(), now))
                .map(release -> JsonText.write(line(status, release, now)));
    }

    private static boolean isNews(Status status, Instant now) {
        return switch (status) {
            case Status.Promoted(var _, Instant at) -> at.plus(AFTERWARDS).isAfter(now);
            case Status.RolledBack(var _, Instant at) -> at.plus(AFTERWARDS).isAfter(now);
            case Status.Running(), Status.Paused(var _, var _, var _), Status.Waiting(var _, var _, var _) -> true;
        };
    }

    private Json.Fields line(EndpointStatus status, ReleaseState release, Instant now) {
        Json.Fields metrics = Json.object()
                .with("Namespace", Json.of("Slipway"))
                .with("Dimensions", Json.array(List.of(Json.texts(List.of("FunctionName")))))
                .with("Metrics", Json.array(List.of(metric("Evidence"), metric("CandidateShare"))));
        return Json.object()
                .with(
                        "_aws",
                        Json.object()
                                .with("Timestamp", Json.of(now.toEpochMilli()))
                                .with("CloudWatchMetrics", Json.array(List.of(metrics))))
                .with("FunctionName", Json.of(functions.apply(status.model())))
                .with("Evidence", Json.of(release.evidence().log(release.plan())))
                .with("CandidateShare", new Json.Numeric(share(status, release)))
                .with("release", Json.of(release.id()))
                .with("state", Json.of(release.status().word()))
                .with("step", Json.of(release.step().label()));
    }

    private static BigDecimal share(EndpointStatus status, ReleaseState release) {
        return status.weights()
                .map(Weights::shares)
                .map(shares -> shares.getOrDefault(release.candidate().version(), BigDecimal.ZERO))
                .orElse(BigDecimal.ZERO);
    }

    private static Json metric(String name) {
        return Json.object().with("Name", Json.of(name)).with("Unit", Json.of("None"));
    }
}
