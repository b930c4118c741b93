package dev.slipway.infra;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.services.apigateway.GatewayResponseOptions;
import software.amazon.awscdk.services.apigateway.ResponseType;
import software.amazon.awscdk.services.apigateway.RestApi;

/**
 * What a REST API answers by itself, in the protocol's form: {@code {"error": "..."}} (Open Inference Protocol V2,
 * "Inference Response JSON Error Object"). The statuses are API Gateway's own.
 */
final class GatewayErrors {

    /** What is answered where nothing better is known: API Gateway's own words, as a JSON string. */
    private static final String OWN_WORDS = "{\"error\":$context.error.messageString}";

    private GatewayErrors() {}

    static void in(RestApi api) {
        Map<String, ResponseType> own = new LinkedHashMap<>();
        own.put("Error4xx", ResponseType.DEFAULT_4_XX);
        own.put("Error5xx", ResponseType.DEFAULT_5_XX);
        own.forEach((id, type) -> answer(api, id, type, OWN_WORDS));
        said(
                api,
                "ErrorUnsigned",
                ResponseType.MISSING_AUTHENTICATION_TOKEN,
                "the call is not signed; sign it with AWS" + " credentials (Signature Version 4, service execute-api)");
        said(
                api,
                "ErrorKey",
                ResponseType.INVALID_API_KEY,
                "no key that is known here; expected a client's key in the" + " header x-api-key");
        said(api, "ErrorRate", ResponseType.THROTTLED, "too many calls; try again in a moment");
        said(api, "ErrorQuota", ResponseType.QUOTA_EXCEEDED, "this key's calls are used up");
        said(api, "ErrorFirewall", ResponseType.WAF_FILTERED, "the firewall refused the call");
        // Every body travels to the function in Base64 here, whatever it is, and Lambda takes 6 MB of that.
        said(api, "ErrorSize", ResponseType.REQUEST_TOO_LARGE, "the request is too large; expected 4.5 MB at most");
        said(
                api,
                "ErrorTime",
                ResponseType.INTEGRATION_TIMEOUT,
                "no answer within " + RestFrontDoor.PATIENCE.toSeconds() + " s");
    }

    private static void said(RestApi api, String id, ResponseType type, String message) {
        answer(api, id, type, JsonText.write(Json.object().with("error", Json.of(message))));
    }

    private static void answer(RestApi api, String id, ResponseType type, String template) {
        api.addGatewayResponse(
                id,
                GatewayResponseOptions.builder()
                        .type(type)
                        .templates(Map.of("application/json", template))
                        .build());
    }
}
