package dev.slipway.core.price;

import dev.slipway.core.json.Json;
import dev.slipway.core.release.Forecast;
import dev.slipway.core.release.Step;
import dev.slipway.core.spec.ServingSpec;
import java.time.Duration;

/**
 * What a release costs on AWS Lambda. Its calls are paid whichever version answers them, so running both adds nothing a
 * call: what comes on top is the start of the candidate's environments, its proof, and its metrics.
 *
 * @param prices the prices it was reckoned with
 * @param calls what the calls during the release cost, with one version or two
 * @param starts what starting the candidate's environments adds
 * @param proof what proving it adds
 * @param metrics what a second version's metrics add
 */
public record ReleaseCost(ListPrices prices, double calls, double starts, double proof, double metrics) {

    /** How long the start of an environment is billed, where nobody measured it. */
    public static final Duration START = Duration.ofSeconds(3);

    /** Latency, server errors, client errors, calls while warming up. */
    private static final int METRICS_OF_A_VERSION = 4;

    private static final double HOURS_A_MONTH = 730;
    private static final double MILLION = 1e6;
    private static final double MEGABYTES = 1024;

    /**
     * Reckons.
     *
     * @param forecast the release
     * @param length how long it takes
     * @param latency what one call takes
     * @param samples how many golden samples there are
     */
    public static ReleaseCost of(
            Forecast forecast,
            ServingSpec serving,
            Duration length,
            Duration latency,
            long samples,
            ListPrices prices) {
        double gigabyteSecond = (serving.architecture() == ServingSpec.Architecture.ARM64
                        ? prices.armGigabyteSecond()
                        : prices.x86GigabyteSecond())
                .doubleValue();
        double gigabytes = serving.memory() / MEGABYTES;
        double request = prices.millionRequests().doubleValue() / MILLION;
        double call = request + seconds(latency) * gigabytes * gigabyteSecond;
        double perSecond = forecast.demand().perMinute() / 60;
        double environments = Math.ceil(perSecond * seconds(latency)) + restores(forecast);
        return new ReleaseCost(
                prices,
                call * perSecond * seconds(length),
                environments * seconds(START) * gigabytes * gigabyteSecond,
                samples * call,
                METRICS_OF_A_VERSION * prices.metricMonth().doubleValue() * hours(length) / HOURS_A_MONTH);
    }

    private static long restores(Forecast forecast) {
        return forecast.plan().steps().stream()
                .filter(Step.Verify.class::isInstance)
                .mapToLong(step -> ((Step.Verify) step).restores())
                .sum();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** Metrics are billed by the hour begun. */
    private static double hours(Duration length) {
        return Math.max(1, Math.ceil(seconds(length) / Duration.ofHours(1).toSeconds()));
    }

    /** What the release adds to the bill. */
    public double extra() {
        return starts + proof + metrics;
    }

    /** The cost for programs, in US dollars. */
    public Json.Fields json() {
        return Json.object()
                .with("currency", Json.of("USD"))
                .with("prices_as_of", Json.of(prices.asOf().toString()))
                .with("region", Json.of(prices.region()))
                .with("extra", Json.of(extra()))
                .with("starts", Json.of(starts))
                .with("proof", Json.of(proof))
                .with("metrics", Json.of(metrics))
                .with("calls", Json.of(calls));
    }
}
