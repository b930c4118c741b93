package dev.slipway.core.price;

import dev.slipway.core.json.Json;
import dev.slipway.core.spec.ServingSpec.Architecture;

/**
 * What a million predictions cost on AWS Lambda behind an HTTP API, in US dollars. Starts and logs are not in it.
 *
 * @param prices the prices it was reckoned with
 * @param memory the function's memory in MB
 * @param architecture its processor
 * @param billed the milliseconds that one call is billed for, on average
 * @param compute a million calls' memory over their time
 * @param requests a million calls of a function
 * @param gateway a million calls of an HTTP API
 */
public record PredictionCost(
        ListPrices prices,
        int memory,
        Architecture architecture,
        double billed,
        double compute,
        double requests,
        double gateway) {

    private static final double MEGABYTES = 1024;
    private static final double MILLIS = 1000;
    private static final double MILLION = 1e6;

    /** Reckons. */
    public static PredictionCost of(ListPrices prices, int memory, Architecture architecture, double billed) {
        return new PredictionCost(
                prices,
                memory,
                architecture,
                billed,
                MILLION * time(prices, memory, architecture, billed),
                prices.millionRequests().doubleValue(),
                prices.millionHttpCalls().doubleValue());
    }

    /** What it costs that a function of this memory runs for so many milliseconds. */
    public static double time(ListPrices prices, int memory, Architecture architecture, double millis) {
        double gigabyteSecond = (architecture == Architecture.ARM64
                        ? prices.armGigabyteSecond()
                        : prices.x86GigabyteSecond())
                .doubleValue();
        return memory / MEGABYTES * millis / MILLIS * gigabyteSecond;
    }

    /** All of it. */
    public double total() {
        return compute + requests + gateway;
    }

    /** The cost for programs. */
    public Json.Fields json() {
        return Json.object()
                .with("currency", Json.of("USD"))
                .with("prices_as_of", Json.of(prices.asOf().toString()))
                .with("region", Json.of(prices.region()))
                .with("memory", Json.of(memory))
                .with("architecture", Json.of(word(architecture)))
                .with("billed_ms", Json.of(billed))
                .with("compute", Json.of(compute))
                .with("requests", Json.of(requests))
                .with("gateway", Json.of(gateway))
                .with("total", Json.of(total()));
    }

    /** A processor as {@code slipway.yaml} writes it. */
    public static String word(Architecture architecture) {
        return switch (architecture) {
            case ARM64 -> "arm64";
            case X86_64 -> "x86_64";
        };
    }
}
