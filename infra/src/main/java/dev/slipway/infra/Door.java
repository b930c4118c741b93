package dev.slipway.infra;

import dev.slipway.core.spec.StageNames;
import java.util.Optional;
import software.amazon.awscdk.services.apigatewayv2.CfnIntegration;
import software.amazon.awscdk.services.apigatewayv2.CfnRoute;
import software.constructs.Construct;

/**
 * A stage's API, for those who hang routes into it.
 *
 * @param api the API's id
 * @param guard who may call
 */
public record Door(String api, Guard guard) {

    /** What an HTTP API waits for at most. */
    private static final int GATEWAY_MILLIS = 30_000;

    /**
     * What a route asks of its callers.
     *
     * @param type AWS_IAM, JWT or NONE
     * @param authorizer the authorizer's id, where there is one
     */
    public record Guard(String type, Optional<String> authorizer) {
        /** Anyone may call. */
        static final String OPEN = "NONE";
    }

    /** What a function's permission names as its caller: any route of this API. */
    String callers(StageNames names) {
        return "arn:aws:execute-api:" + names.region() + ":" + names.account() + ":" + api + "/*";
    }

    /** The way from the API to a function. */
    CfnIntegration integration(Construct scope, String id, String function) {
        return CfnIntegration.Builder.create(scope, id)
                .apiId(api)
                .integrationType("AWS_PROXY")
                .integrationUri(function)
                .payloadFormatVersion("2.0")
                .timeoutInMillis(GATEWAY_MILLIS)
                .build();
    }

    /** A route, guarded as all of the stage's are. */
    void route(Construct scope, String id, String key, CfnIntegration integration) {
        CfnRoute.Builder route = CfnRoute.Builder.create(scope, id)
                .apiId(api)
                .routeKey(key)
                .target("integrations/" + integration.getRef())
                .authorizationType(guard.type());
        guard.authorizer().ifPresent(route::authorizerId);
        CfnRoute made = route.build();
        if (guard.type().equals(Guard.OPEN)) {
            new Waiver("AwsSolutions-APIG4", "stages.yaml says auth: none for this stage, which nobody gets by default")
                    .on(made);
        }
    }
}
