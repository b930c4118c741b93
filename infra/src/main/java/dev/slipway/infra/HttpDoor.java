package dev.slipway.infra;

import dev.slipway.core.spec.StageNames;
import java.util.Optional;
import software.amazon.awscdk.services.apigatewayv2.CfnIntegration;
import software.amazon.awscdk.services.apigatewayv2.CfnRoute;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.constructs.Construct;
import software.constructs.IDependable;

/**
 * An HTTP API. Its routes lie with the functions that they lead to, and are there as soon as they are deployed.
 *
 * @param api the API's id
 * @param guard who may call
 * @param ready what must be there before a name can point at it
 */
record HttpDoor(String api, Guard guard, IDependable ready) implements Door {

    /** What an HTTP API waits for at most. */
    private static final int GATEWAY_MILLIS = 30_000;

    /** What an HTTP API deploys by itself. */
    static final String DEPLOYED = "$default";

    /**
     * What a route asks of its callers.
     *
     * @param type AWS_IAM, JWT or NONE
     * @param authorizer the authorizer's id, where there is one
     */
    record Guard(String type, Optional<String> authorizer) {
        /** Anyone may call. */
        static final String OPEN = "NONE";
    }

    @Override
    public String deployed(StageNames names) {
        return DEPLOYED;
    }

    @Override
    public String url(StageNames names) {
        return "https://" + api + ".execute-api." + names.region() + ".amazonaws.com";
    }

    @Override
    public void toModel(Construct scope, String model, String alias, CfnPermission permission) {
        CfnIntegration integration = integration(scope, alias, permission);
        route(scope, "Model", "ANY /v2/models/" + model, integration);
        route(scope, "Below", "ANY /v2/models/" + model + "/{proxy+}", integration);
    }

    @Override
    public void toServer(Construct scope, String function, CfnPermission permission) {
        route(scope, "Everything", "$default", integration(scope, function, permission));
    }

    private CfnIntegration integration(Construct scope, String function, CfnPermission permission) {
        CfnIntegration integration = CfnIntegration.Builder.create(scope, "Integration")
                .apiId(api)
                .integrationType("AWS_PROXY")
                .integrationUri(function)
                .payloadFormatVersion("2.0")
                .timeoutInMillis(GATEWAY_MILLIS)
                .build();
        integration.getNode().addDependency(permission);
        return integration;
    }

    /** A route, guarded as all of the stage's are. */
    private void route(Construct scope, String id, String key, CfnIntegration integration) {
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
