package dev.slipway.infra;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A line of the access log: who, what, how it ended and how long it took; nothing of what was asked. */
final class AccessLine {

    private static final Map<String, String> BOTH = Map.of(
            "time", "requestTime",
            "request_id", "requestId",
            "caller", "identity.sourceIp",
            "path", "path",
            "status", "status",
            "authorizer_error", "authorizer.error",
            "response_ms", "responseLatency",
            "response_bytes", "responseLength");

    private static final Map<String, String> HTTP = Map.of(
            "route", "routeKey",
            "integration_status", "integrationStatus",
            "integration_error", "integrationErrorMessage",
            "integration_ms", "integrationLatency");

    /** The key's name, never the key. */
    private static final Map<String, String> REST = Map.of(
            "route", "resourcePath",
            "method", "httpMethod",
            "api_key", "identity.apiKeyId",
            "firewall", "wafResponseCode",
            "error", "error.responseType",
            "integration_status", "integration.status",
            "integration_error", "integration.error",
            "integration_ms", "integration.latency");

    private AccessLine() {}

    /** As an HTTP API writes it. */
    static String http() {
        return line(HTTP);
    }

    /** As a REST API writes it. */
    static String rest() {
        return line(REST);
    }

    private static String line(Map<String, String> more) {
        Map<String, String> variables = new TreeMap<>(BOTH);
        variables.putAll(more);
        Json.Fields line = Json.object();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            line = line.with(variable.getKey(), Json.of("$context." + variable.getValue()));
        }
        return new String(JsonText.canonical(line), StandardCharsets.UTF_8);
    }
}
