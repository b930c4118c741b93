package dev.slipway.functions.telemetry;

import dev.slipway.core.model.Digest;
import dev.slipway.functions.json.JsonBytes;
import dev.slipway.functions.start.Primer.Primed;
import dev.slipway.functions.start.StartTimes.Started;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes one line for each environment, once it can answer: what its start consisted of, in milliseconds. It is no
 * metric; a query over the log, or {@code slipway doctor}, reads it.
 *
 * @param out where the line goes; on Lambda, standard output
 * @param endpoint the endpoint's name
 * @param version the function version
 * @param digest the package it serves
 * @param sharesClasses whether the JVM started from classes that were loaded and linked ahead: its own, or those of a start-up
 *     cache. Where it refuses the one it is given, it starts without any
 */
public record StartLog(PrintStream out, String endpoint, String version, Digest digest, boolean sharesClasses) {

    private static final int SCHEMA_VERSION = 1;

    /**
     * Writes the line.
     *
     * @param primed what priming did, where the environment is made from a snapshot
     */
    public void write(Instant time, Started started, Optional<Primed> primed) {
        JsonBytes line = new JsonBytes();
        line.raw("{\"event\":\"started\",\"schema_version\":").number(SCHEMA_VERSION);
        line.raw(",\"time\":\"");
        Rfc3339.write(time, line);
        line.raw("\",\"Endpoint\":").string(endpoint);
        line.raw(",\"Version\":").string(version);
        line.raw(",\"digest\":").string(digest.toString());
        line.raw(",\"threads\":").number(started.threads());
        line.raw(sharesClasses ? ",\"classes_shared\":true" : ",\"classes_shared\":false");
        line.raw(",\"package_ms\":");
        CallLog.millis(started.reading(), line);
        line.raw(",\"engine_ms\":");
        CallLog.millis(started.engine(), line);
        line.raw(",\"model_ms\":");
        CallLog.millis(started.model(), line);
        line.raw(",\"wiring_ms\":");
        CallLog.millis(started.wiring(), line);
        if (primed.isPresent()) {
            line.raw(",\"priming_ms\":").number(primed.get().millis());
            line.raw(",\"priming_calls\":").number(primed.get().calls());
        }
        var view = line.raw("}\n").view();
        out.write(view.array(), view.arrayOffset(), view.remaining());
        out.flush();
    }
}
