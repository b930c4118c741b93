package dev.slipway.functions.telemetry;

import dev.slipway.core.model.Digest;
import dev.slipway.functions.json.JsonBytes;
import java.io.PrintStream;
import java.nio.ByteBuffer;
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

    private static final byte[] METRICS = (",\"CloudWatchMetrics\":[{\"Namespace\":\"" + NAMESPACE + "\""
                    + ",\"Dimensions\":[[\"FunctionName\",\"Alias\",\"Version\"],[\"FunctionName\",\"Alias\"]]"
                    + ",\"Metrics\":[{\"Name\":\"Latency\",\"Unit\":\"Milliseconds\"}"
                    + ",{\"Name\":\"ServerErrors\",\"Unit\":\"Count\"}"
                    + ",{\"Name\":\"ClientErrors\",\"Unit\":\"Count\"}"
                    + ",{\"Name\":\"WarmingUp\",\"Unit\":\"Count\"}]}]},\"FunctionName\":")
            .getBytes(StandardCharsets.US_ASCII);

    private static final int LONG_LINE = 2048;

    private final PrintStream out;
    private final boolean ledger;

    /** How often a line is written: once, or never. No branch, for compiled code forgets those that it never took. */
    private final int copies;

    /** What all lines have in common. */
    private final byte[] served;

    private final byte[] packaged;

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
        this(
                out,
                ledger,
                1,
                bytes(new JsonBytes()
                        .raw("\"Endpoint\":")
                        .string(endpoint)
                        .raw(",\"Version\":")
                        .string(version)
                        .raw(",\"Latency\":")),
                bytes(new JsonBytes()
                        .raw(",\"digest\":")
                        .string(digest.toString())
                        .raw(",\"arm\":")
                        .string(version)
                        .raw(",\"propensity\":null,\"policy\":\"")));
    }

    private CallLog(PrintStream out, boolean ledger, int copies, byte[] served, byte[] packaged) {
        this.out = out;
        this.ledger = ledger;
        this.copies = copies;
        this.served = served;
        this.packaged = packaged;
    }

    /**
     * The same log for priming, whose calls are none: of its lines nothing is written, but all the way that they take to
     * the output is walked.
     */
    public CallLog silenced() {
        return new CallLog(out, ledger, 0, served, packaged);
    }

    private static byte[] bytes(JsonBytes json) {
        ByteBuffer view = json.view();
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return bytes;
    }

    /** Writes a call's line. */
    public void write(CallRecord call) {
        if (!ledger && call.caller().alias().isEmpty()) {
            return;
        }
        var line = line(call).view();
        out.write(line.array(), line.arrayOffset(), line.remaining() * copies);
        out.flush();
    }

    private JsonBytes line(CallRecord call) {
        JsonBytes line = new JsonBytes(LONG_LINE);
        line.raw('{');
        Optional<String> alias = call.caller().alias();
        if (alias.isPresent()) {
            line.raw("\"_aws\":{\"Timestamp\":").number(call.time().toEpochMilli());
            line.raw(METRICS).string(call.caller().function());
            line.raw(",\"Alias\":").string(alias.get()).raw(',');
        }
        line.raw(served);
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
        line.raw(packaged).raw(call.caller().alias().isPresent() ? "weights" : "pinned");
        line.raw("\",\"status\":").number(call.status());
    }

    /** Milliseconds with three decimals: a warm call takes less than one. */
    static void millis(long nanos, JsonBytes line) {
        long micros = nanos / NANOS_PER_MICRO;
        line.number(micros / MICROS_PER_MILLI).raw('.');
        Rfc3339.digits(micros % MICROS_PER_MILLI, 3, line);
    }
}
