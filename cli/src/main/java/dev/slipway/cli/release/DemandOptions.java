package dev.slipway.cli.release;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Home;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.release.Demand;
import dev.slipway.core.release.DurationText;
import dev.slipway.core.release.StageKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What clients ask: as it is said, or as a running stage has counted it. */
final class DemandOptions {

    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
    private static final Duration LATENCY = Duration.ofMillis(20);

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            description =
                    "Calls over time, such as 200/s, 600/m or 30/h. Default: what the running stage has seen in its"
                            + " last 60 windows.")
    private @Nullable String rate;

    @Option(
            names = "--errors",
            paramLabel = "SHARE",
            description = "The share of stable's calls that fail, such as 0.5%%. Default: what the stage has seen; with"
                    + " --rate, 0%%.")
    private @Nullable String errors;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            description = "What one call takes, for the cost. Default: what the stage has seen; with --rate, 20ms.")
    private @Nullable String latency;

    /**
     * What is known.
     *
     * @param demand what clients ask
     * @param latency what one call takes
     * @param source where it comes from, for people
     */
    record Known(Demand demand, Duration latency, String source) {}

    /**
     * Reads it.
     *
     * @param window how long one look at the metrics is on that stage
     * @throws CommandException where an option is none, or nothing says how much traffic there is
     */
    Known read(Supplier<Home> home, ModelName model, StageKind kind, Duration window) throws InterruptedException {
        Optional<Double> share = Optional.ofNullable(errors).map(DemandOptions::share);
        Optional<Duration> each = Optional.ofNullable(latency).map(DemandOptions::duration);
        if (rate != null) {
            return new Known(
                    new Demand(Rate.parse("--rate", rate).perMinute(), share.orElse(0.0), window),
                    each.orElse(LATENCY),
                    "as --rate says");
        }
        if (kind == StageKind.AWS) {
            throw CommandException.askedWrongly("--rate: found none; expected how often clients call " + model
                    + " there, for example --rate 600/m");
        }
        Known seen = seen(new JsonReader("traffic", new StageClient(home.get()).traffic(model)));
        Demand found = seen.demand();
        return new Known(
                new Demand(found.perMinute(), share.orElse(found.errors()), found.window()),
                each.orElse(seen.latency()),
                seen.source());
    }

    private static Known seen(JsonReader traffic) {
        long requests = 0;
        long failed = 0;
        for (JsonReader window : traffic.children("windows")) {
            JsonReader versions = window.child("versions");
            for (String version : versions.fields().keySet()) {
                JsonReader arm = versions.child(version);
                if (arm.optionalNumber("requests").isPresent()) {
                    requests += arm.whole("requests");
                    failed += arm.whole("errors");
                }
            }
        }
        int windows = traffic.children("windows").size();
        Duration window = Duration.ofMillis((long) traffic.number("window_ms"));
        double minutes =
                windows * (double) window.toMillis() / Duration.ofMinutes(1).toMillis();
        return new Known(
                new Demand(
                        minutes == 0 ? 0 : requests / minutes, requests == 0 ? 0 : (double) failed / requests, window),
                median(traffic.children("windows")),
                "as the stage saw in its last " + windows + " windows");
    }

    /** As the newest window that knows one has it. */
    private static Duration median(List<JsonReader> windows) {
        return windows.reversed().stream()
                .map(window -> window.child("versions"))
                .flatMap(versions -> versions.fields().keySet().stream().map(versions::child))
                .flatMap(version -> version.optionalChild("latency_ms").stream())
                .flatMap(latencies -> latencies.optionalNumber("p50").stream())
                .findFirst()
                .map(millis -> Duration.ofNanos(
                        millis.multiply(BigDecimal.valueOf(1_000_000)).longValue()))
                .orElse(LATENCY);
    }

    private static double share(String text) {
        Matcher found = SHARE.matcher(text);
        double share = found.matches() ? Double.parseDouble(found.group(1)) / 100 : 1;
        if (share >= 1) {
            throw CommandException.askedWrongly(
                    "--errors: found \"" + text + "\"; expected a share such as 0.5%, below 100%");
        }
        return share;
    }

    private static Duration duration(String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandException.askedWrongly("--latency: " + e.getMessage());
        }
    }
}
