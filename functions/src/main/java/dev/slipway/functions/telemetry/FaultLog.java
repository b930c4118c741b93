package dev.slipway.functions.telemetry;

import dev.slipway.functions.tensor.PredictionException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What people read who keep a function: faults and facts, never what a client sent.
 *
 * @param out where lines go; standard error
 */
public record FaultLog(PrintStream out) {

    /** Writes a line. */
    public void say(String line) {
        out.println("slipway: " + line);
    }

    /**
     * Writes why a call failed. What the engine said is all there is to know of a model that failed; of ourselves we want
     * the place.
     */
    public void fault(String requestId, Throwable fault) {
        StringWriter text = new StringWriter();
        try (PrintWriter writer = new PrintWriter(text)) {
            if (fault instanceof PredictionException) {
                writer.println(fault.getMessage());
            } else {
                fault.printStackTrace(writer);
            }
        }
        out.print("slipway: request " + requestId + ": " + text);
    }
}
