package dev.slipway.infra;

import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StageNames;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.apigatewayv2.CfnApi;
import software.amazon.awscdk.services.apigatewayv2.CfnAuthorizer;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * The HTTP API in front of a stage's models: who may call, how often, and a line for each call. Models hang their own
 * routes into it.
 */
public final class FrontDoor extends Construct {

    private final HttpDoor door;

    /** Makes the API. */
    public FrontDoor(Construct scope, String id, AwsStage stage, Housing housing) {
        super(scope, id);
        StageNames names = StageNames.of(stage);
        CfnApi api = CfnApi.Builder.create(this, "Api")
                .name("slipway-" + names.stage())
                .description("Slipway, stage " + names.stage() + ": Open Inference Protocol V2")
                .protocolType("HTTP")
                .build();
        LogGroup log = housing.log(this, "AccessLog", false);
        CfnStage deployed = CfnStage.Builder.create(this, "Stage")
                .apiId(api.getRef())
                .stageName(HttpDoor.DEPLOYED)
                .autoDeploy(true)
                .accessLogSettings(CfnStage.AccessLogSettingsProperty.builder()
                        .destinationArn(log.getLogGroupArn())
                        .format(AccessLine.http())
                        .build())
                .defaultRouteSettings(CfnStage.RouteSettingsProperty.builder()
                        .throttlingRateLimit(stage.setup().throttle().rate())
                        .throttlingBurstLimit(stage.setup().throttle().burst())
                        .detailedMetricsEnabled(true)
                        .build())
                .build();
        this.door = new HttpDoor(api.getRef(), guard(stage.auth(), api), deployed);
    }

    /** How models hang their routes into it. */
    Door door() {
        return door;
    }

    private HttpDoor.Guard guard(AwsStage.Auth auth, CfnApi api) {
        return switch (auth) {
            case AwsStage.Iam() -> new HttpDoor.Guard("AWS_IAM", Optional.empty());
            case AwsStage.Open() -> new HttpDoor.Guard(HttpDoor.Guard.OPEN, Optional.empty());
            case AwsStage.Jwt jwt ->
                new HttpDoor.Guard("JWT", Optional.of(authorizer(jwt, api).getRef()));
            case AwsStage.ApiKey _ ->
                throw new IllegalArgumentException("an HTTP API knows no API keys; a REST API does");
        };
    }

    private CfnAuthorizer authorizer(AwsStage.Jwt jwt, CfnApi api) {
        return CfnAuthorizer.Builder.create(this, "Tokens")
                .apiId(api.getRef())
                .name("tokens")
                .authorizerType("JWT")
                .identitySource(List.of("$request.header.Authorization"))
                .jwtConfiguration(CfnAuthorizer.JWTConfigurationProperty.builder()
                        .issuer(jwt.issuer())
                        .audience(jwt.audience())
                        .build())
                .build();
    }
}
