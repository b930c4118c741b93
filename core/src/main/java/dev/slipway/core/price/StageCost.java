package dev.slipway.core.price;

import dev.slipway.core.spec.ServingSpec;
import java.time.Duration;

/**
 * What a stage on AWS costs, in US dollars: a month in which nobody calls, and a million predictions. What is stored is
 * left out, which is cents: packages, records and old logs.
 *
 * @param controller the controller's look each minute, for a month
 * @param alarms its alarms and those of its models, for a month
 * @param key its key, for a month of its first year
 * @param compute a million predictions' time in the function
 * @param requests a million calls of the function
 * @param door a million calls of the HTTP API
 * @param logs the log of a million calls
 * @param metrics the metrics of the one version that answers, for a month
 */
public record StageCost(
        double controller,
        double alarms,
        double key,
        double compute,
        double requests,
        double door,
        double logs,
        double metrics) {

    private static final double HOURS_A_MONTH = 730;
    private static final double MINUTES_AN_HOUR = 60;
    private static final double MILLION = 1e6;
    private static final double MEGABYTES = 1024;
    private static final double NANOS = 1e9;

    /** The controller has half a gigabyte and looks for a second. */
    private static final double CONTROLLER_GIGABYTE_SECONDS = 0.5;

    /** Metrics that the alarm on the controller's silence looks at, and that those of a model look at. */
    private static final int METRICS_OF_THE_STAGE = 2;

    private static final int METRICS_OF_A_MODEL = 5;

    /** Latency, server errors, client errors, calls while warming up. */
    private static final int METRICS_OF_A_VERSION = 4;

    /**
     * What one prediction's line takes, metrics and ledger record in one, for a short name and an id as AWS gives it; a test
     * of the line itself holds this.
     */
    public static final int LINE_BYTES = 724;

    /**
     * What Lambda writes of each call beside it, in three lines: {@code START}, {@code END} and {@code REPORT} with its
     * request's id, durations and memory (AWS Lambda developer guide, "Lambda function logs in plain text").
     */
    private static final int PLATFORM_BYTES = 260;

    private static final double GIGABYTE = 1e9;

    /**
     * Reckons.
     *
     * @param models how many models the stage serves
     * @param serving how the one that answers is sized
     * @param latency what one prediction takes
     */
    public static StageCost of(int models, ServingSpec serving, Duration latency, ListPrices prices) {
        double gigabyteSecond = (serving.architecture() == ServingSpec.Architecture.ARM64
                        ? prices.armGigabyteSecond()
                        : prices.x86GigabyteSecond())
                .doubleValue();
        double request = prices.millionRequests().doubleValue() / MILLION;
        return new StageCost(
                HOURS_A_MONTH
                        * MINUTES_AN_HOUR
                        * (CONTROLLER_GIGABYTE_SECONDS
                                        * prices.armGigabyteSecond().doubleValue()
                                + request),
                (METRICS_OF_THE_STAGE + METRICS_OF_A_MODEL * models)
                        * prices.alarmMonth().doubleValue(),
                prices.keyMonth().doubleValue(),
                MILLION * latency.toNanos() / NANOS * serving.memory() / MEGABYTES * gigabyteSecond,
                prices.millionRequests().doubleValue(),
                prices.millionHttpCalls().doubleValue(),
                MILLION
                        * (LINE_BYTES + PLATFORM_BYTES)
                        / GIGABYTE
                        * prices.logGigabyte().doubleValue(),
                METRICS_OF_A_VERSION * prices.metricMonth().doubleValue());
    }

    /** A month in which nobody calls. */
    public double idle() {
        return controller + alarms + key;
    }

    /** A million predictions, on top of the month. */
    public double million() {
        return compute + requests + door + logs;
    }
}
