package dev.slipway.infra;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StageNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.apigatewayv2.CfnApi;
import software.amazon.awscdk.services.apigatewayv2.CfnAuthorizer;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * The HTTP API in front of a stage's models: who may call, how often, and a line for each call. Models hang their own
 * routes into it.
 */
public final class FrontDoor extends Construct {

    /** Calls a second, all clients together, above which the gateway answers 429: a bound on what a mistake can cost. */
    private static final int RATE = 500;

    private static final int BURST = 1000;

    private final Door door;

    /** Makes the API. */
    public FrontDoor(Construct scope, String id, StageNames names, AwsStage.Auth auth, IKey key) {
        super(scope, id);
        CfnApi api = CfnApi.Builder.create(this, "Api")
                .name("slipway-" + names.stage())
                .description("Slipway, stage " + names.stage() + ": Open Inference Protocol V2")
                .protocolType("HTTP")
                .build();
        LogGroup log = LogGroup.Builder.create(this, "AccessLog")
                .encryptionKey(key)
                .retention(RetentionDays.ONE_YEAR)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        CfnStage.Builder.create(this, "Stage")
                .apiId(api.getRef())
                .stageName("$default")
                .autoDeploy(true)
                .accessLogSettings(CfnStage.AccessLogSettingsProperty.builder()
                        .destinationArn(log.getLogGroupArn())
                        .format(line())
                        .build())
                .defaultRouteSettings(CfnStage.RouteSettingsProperty.builder()
                        .throttlingRateLimit(RATE)
                        .throttlingBurstLimit(BURST)
                        .detailedMetricsEnabled(true)
                        .build())
                .build();
        this.door = new Door(api.getRef(), guard(auth, api));
    }

    /** How models hang their routes into it. */
    public Door door() {
        return door;
    }

    private Door.Guard guard(AwsStage.Auth auth, CfnApi api) {
        return switch (auth) {
            case AwsStage.Iam() -> new Door.Guard("AWS_IAM", Optional.empty());
            case AwsStage.Open() -> new Door.Guard(Door.Guard.OPEN, Optional.empty());
            case AwsStage.Jwt jwt ->
                new Door.Guard("JWT", Optional.of(authorizer(jwt, api).getRef()));
            case AwsStage.ApiKey() ->
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

    /** A line of the access log: who, what, how it ended and how long it took; nothing of what was asked. */
    private static String line() {
        return new String(
                JsonText.canonical(Json.object()
                        .with("time", Json.of("$context.requestTime"))
                        .with("request_id", Json.of("$context.requestId"))
                        .with("caller", Json.of("$context.identity.sourceIp"))
                        .with("route", Json.of("$context.routeKey"))
                        .with("path", Json.of("$context.path"))
                        .with("status", Json.of("$context.status"))
                        .with("integration_status", Json.of("$context.integrationStatus"))
                        .with("integration_error", Json.of("$context.integrationErrorMessage"))
                        .with("authorizer_error", Json.of("$context.authorizer.error"))
                        .with("response_ms", Json.of("$context.responseLatency"))
                        .with("integration_ms", Json.of("$context.integrationLatency"))
                        .with("response_bytes", Json.of("$context.responseLength"))),
                StandardCharsets.UTF_8);
    }
}
