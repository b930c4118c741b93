package dev.slipway.functions.telemetry;

import dev.slipway.core.model.Digest;
import dev.slipway.functions.json.JsonBytes;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes a line for each call, in one write, so that lines of threads never mix. A line carries metrics only where the
 * call came through an alias: by version, which is what a release compares, and of all versions together, which is what
 * an alarm can watch. They are told apart by the function's name, for stages may share an account. Nothing of a
 * request's content is in a line.
 *
 * <p>Source: AWS CloudWatch, "Specification: Embedded metric format".
 */
public final class CallLog {

    /** Where metrics of ours are kept. */
    public static final String NAMESPACE = "Slipway";

    private static final int SCHEMA_VERSION = 1;
    private static final long NANOS_PER_MICRO = 1000;
    private static final long MICROS_PER_MILLI = 1000;

    private static final String METRICS = ",\"CloudWatchMetrics\":[{\"Namespace\":\"" + NAMESPACE + "\""
            + ",\"Dimensions\":[[\"FunctionName\",\"Alias\",\"Version\"],[\"FunctionName\",\"Alias\"]]"
            + ",\"Metrics\":[{\"Name\":\"Latency\",\"Unit\":\"Milliseconds\"}"
            + ",{\"Name\":\"ServerErrors\",\"Unit\":\"Count\"}"
            + ",{\"Name\":\"ClientErrors\",\"Unit\":\"Count\"}"
            + ",{\"Name\":\"WarmingUp\",\"Unit\":\"Count\"}]}]},\"FunctionName\":";

    private final PrintStream out;
    private final String endpoint;
    private final String version;
    private final Digest digest;
    private final boolean ledger;

    /**
     * A log of one version's calls.
     *
     * @param out where lines go; on Lambda, standard output
     * @param endpoint the endpoint's name
     * @param version the function version
     * @param digest the package it serves
     * @param ledger whether lines carry the ledger's record; without it a call that is no evidence leaves no line
     */
    public CallLog(PrintStream out, String endpoint, String version, Digest digest, boolean ledger) {
        this.out = out;
        this.endpoint = endpoint;
        this.version = version;
        this.digest = digest;
        this.ledger = ledger;
    }

    /** The same log, its lines thrown away: for priming, whose calls are none. */
    public CallLog silenced() {
        return new CallLog(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                endpoint,
                version,
                digest,
                ledger);
    }

    /** Writes a call's line. */
    public void write(CallRecord call) {
        if (!ledger && call.caller().alias().isEmpty()) {
            return;
        }
        var line = line(call).view();
        out.write(line.array(), line.arrayOffset(), line.remaining());
        out.flush();
    }

    private JsonBytes line(CallRecord call) {
        JsonBytes line = new JsonBytes();
        line.raw('{');
        Optional<String> alias = call.caller().alias();
        if (alias.isPresent()) {
            line.raw("\"_aws\":{\"Timestamp\":").number(call.time().toEpochMilli());
            line.raw(METRICS).string(call.caller().function());
            line.raw(",\"Alias\":").string(alias.get()).raw(',');
        }
        line.raw("\"Endpoint\":").string(endpoint);
        line.raw(",\"Version\":").string(version);
        line.raw(",\"Latency\":");
        millis(call.nanos(), line);
        line.raw(",\"ServerErrors\":").raw(call.serverError() ? '1' : '0');
        line.raw(",\"ClientErrors\":").raw(call.clientError() ? '1' : '0');
        line.raw(",\"WarmingUp\":").raw(call.warmingUp() ? '1' : '0');
        line.raw(",\"request_id\":").string(call.requestId());
        if (ledger) {
            record(call, line);
        }
        return line.raw("}\n");
    }

    private void record(CallRecord call, JsonBytes line) {
        line.raw(",\"schema_version\":").number(SCHEMA_VERSION);
        line.raw(",\"time\":\"");
        Rfc3339.write(call.time(), line);
        line.raw('"');
        line.raw(",\"digest\":").string(digest.toString());
        line.raw(",\"arm\":").string(version);
        line.raw(",\"propensity\":null,\"policy\":\"").raw(call.caller().alias().isPresent() ? "weights" : "pinned");
        line.raw("\",\"status\":").number(call.status());
    }

    /** Milliseconds with three decimals: a warm call takes less than one. */
    static void millis(long nanos, JsonBytes line) {
        long micros = nanos / NANOS_PER_MICRO;
        line.number(micros / MICROS_PER_MILLI).raw('.');
        Rfc3339.digits(micros % MICROS_PER_MILLI, 3, line);
    }
}
