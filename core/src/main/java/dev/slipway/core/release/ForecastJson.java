package dev.slipway.core.release;

import dev.slipway.core.json.Json;
import java.time.Duration;
import java.util.Optional;

/** A forecast for programs. */
public final class ForecastJson {

    private ForecastJson() {}

    /** {@code slipway plan --json}. Times that no average bounds are {@code null}. */
    public static Json.Fields write(Forecast forecast) {
        return Json.object()
                .with("plan", forecast.plan().json())
                .with(
                        "demand",
                        Json.object()
                                .with(
                                        "requests_per_minute",
                                        Json.of(forecast.demand().perMinute()))
                                .with("errors", Json.of(forecast.demand().errors()))
                                .with(
                                        "window",
                                        Json.of(DurationText.format(
                                                forecast.demand().window()))))
                .with("decides", Json.of(forecast.decides()))
                .with("obstacles", Json.texts(forecast.obstacles()))
                .with("expected", time(forecast.expected()))
                .with(
                        "steps",
                        Json.array(forecast.steps().stream()
                                .map(ForecastJson::step)
                                .toList()))
                .with("stops", Json.texts(forecast.stops()))
                .with("better", forecast.better().<Json>map(ReleasePlan::json).orElseGet(Json.Null::new));
    }

    private static Json.Fields step(StepForecast step) {
        return Json.object()
                .with("step", Json.of(step.step().label()))
                .with("share", Json.of(step.share()))
                .with("expected", time(step.expected()))
                .with("candidate_requests", Json.of(step.candidate()))
                .with("stable_requests", Json.of(step.stable()))
                .with(
                        "detects",
                        Json.array(step.detections().stream()
                                .map(ForecastJson::detection)
                                .toList()))
                .with("obstacle", Json.ofText(step.obstacle()));
    }

    private static Json.Fields detection(Detection detection) {
        return Json.object()
                .with("trouble", Json.of(detection.trouble()))
                .with("rule", Json.of(detection.rule()))
                .with("failures", Json.of(Math.round(detection.failures())))
                .with("candidate_requests", Json.of(Math.round(detection.calls())))
                .with("time", time(detection.time()));
    }

    private static Json time(Optional<Duration> time) {
        return Json.ofText(time.map(DurationText::format));
    }
}
