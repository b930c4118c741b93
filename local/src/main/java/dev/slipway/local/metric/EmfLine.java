package dev.slipway.local.metric;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/**
 * What a line in CloudWatch's embedded metric format says of one call. Source:
 * docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * @param requestId the call it is about
 * @param latencyMicros how long the function took
 * @param serverErrors whether it answered 5xx
 * @param warmingUp whether the environment was still warming up, so that the latency is no evidence
 */
record EmfLine(String requestId, long latencyMicros, boolean serverErrors, boolean warmingUp) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final double MICROS_PER_MILLI = 1000;

    /** Reads a line; empty where it is no metric of a call. Never throws. */
    static Optional<EmfLine> read(byte[] line, int length) {
        try (JsonParser parser = JSON.createParser(line, 0, length)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? read(parser) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<EmfLine> read(JsonParser parser) throws IOException {
        boolean metric = false;
        String requestId = "";
        double latency = Double.NaN;
        boolean errors = false;
        boolean warming = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "_aws" -> metric = true;
                case "request_id" -> requestId = value == JsonToken.VALUE_STRING ? parser.getText() : "";
                case "Latency" -> latency = value.isNumeric() ? parser.getDoubleValue() : Double.NaN;
                case "ServerErrors" -> errors = value.isNumeric() && parser.getDoubleValue() > 0;
                case "WarmingUp" -> warming = value.isNumeric() && parser.getDoubleValue() > 0;
                default -> {
                    // another field of the ledger record
                }
            }
            parser.skipChildren();
        }
        boolean ended = parser.currentToken() == JsonToken.END_OBJECT;
        if (!metric || !ended || requestId.isEmpty() || !(latency >= 0)) {
            return Optional.empty();
        }
        return Optional.of(new EmfLine(requestId, Math.round(latency * MICROS_PER_MILLI), errors, warming));
    }
}
