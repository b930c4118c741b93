package dev.slipway.infra;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;

/**
 * A stage's HTTP API, made as the templates have it, call by call: the emulator's CloudFormation does not know its types. The
 * access log and the route of the function for the whole server are left out.
 */
final class EmulatedDoor {

    private static final String TYPES = "AWS::ApiGatewayV2::";
    private static final String PROPERTIES = "Properties";

    private EmulatedDoor() {}

    /** Makes the API with a model's routes. The answer is where it listens, which an emulator has a path of its own for. */
    static URI make(ApiGatewayV2Client gateway, URI endpoint, Synth synth, String platform, String model) {
        JsonReader api = synth.resources(platform, TYPES + "Api").getFirst().child(PROPERTIES);
        String id = gateway.createApi(request -> request.name(api.text("Name")).protocolType(api.text("ProtocolType")))
                .apiId();
        Map<String, String> integrations = integrations(gateway, id, synth, model);
        for (JsonReader route : synth.resources(model, TYPES + "Route")) {
            JsonReader written = route.child(PROPERTIES);
            gateway.createRoute(request -> request.apiId(id)
                    .routeKey(written.text("RouteKey"))
                    .authorizationType(written.text("AuthorizationType"))
                    .target("integrations/" + integrations.get(target(written))));
        }
        gateway.createStage(request -> request.apiId(id).stageName("$default").autoDeploy(true));
        return endpoint.resolve("/_aws/execute-api-v2/" + id + "/$default/");
    }

    /** The ids of the integrations by their names in the template. */
    private static Map<String, String> integrations(ApiGatewayV2Client gateway, String api, Synth synth, String model) {
        Map<String, String> ids = new HashMap<>();
        synth.resources(model).forEach((name, resource) -> {
            if (resource.text("Type").equals(TYPES + "Integration")) {
                JsonReader written = resource.child(PROPERTIES);
                ids.put(
                        name,
                        gateway.createIntegration(request -> request.apiId(api)
                                        .integrationType(written.text("IntegrationType"))
                                        .integrationUri(written.text("IntegrationUri"))
                                        .payloadFormatVersion(written.text("PayloadFormatVersion"))
                                        .timeoutInMillis((int) written.whole("TimeoutInMillis")))
                                .integrationId());
            }
        });
        return ids;
    }

    /** Of {"Fn::Join": ["", ["integrations/", {"Ref": NAME}]]}. */
    private static String target(JsonReader route) {
        List<Json> parts = ((Json.Array) route.child("Target").items("Fn::Join").getLast()).items();
        return JsonReader.of("Target", parts.getLast()).text("Ref");
    }
}
