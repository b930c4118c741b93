package dev.slipway.infra;

import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StageNames;
import dev.slipway.core.spec.StageSetup;
import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigateway.ApiKey;
import software.amazon.awscdk.services.apigateway.AuthorizationType;
import software.amazon.awscdk.services.apigateway.EndpointConfiguration;
import software.amazon.awscdk.services.apigateway.EndpointType;
import software.amazon.awscdk.services.apigateway.IResource;
import software.amazon.awscdk.services.apigateway.Integration;
import software.amazon.awscdk.services.apigateway.IntegrationOptions;
import software.amazon.awscdk.services.apigateway.IntegrationType;
import software.amazon.awscdk.services.apigateway.LogGroupLogDestination;
import software.amazon.awscdk.services.apigateway.MethodOptions;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.Stage;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.amazon.awscdk.services.apigateway.ThrottleSettings;
import software.amazon.awscdk.services.apigateway.UsagePlan;
import software.amazon.awscdk.services.apigateway.UsagePlanPerApiStage;
import software.amazon.awscdk.services.apigateway.UsagePlanProps;
import software.constructs.Construct;

/**
 * The REST API in front of a stage's models: with keys for its clients, a firewall, and errors in the protocol's form.
 * What clients meet is a picture of all its routes, taken when it is deployed, so that all of them lie here, in words
 * that follow from the stage's and the models' names alone.
 */
public final class RestFrontDoor extends Construct {

    /** What a REST API waits for at most, where nobody asked AWS for more. */
    static final Duration PATIENCE = Duration.ofSeconds(29);

    private static final String BELOW = "{proxy+}";

    private final StageNames names;
    private final AwsStage.Auth auth;
    private final RestApi api;

    /** Makes the API with the routes of all models. */
    RestFrontDoor(Construct scope, String id, StagePlan plan, Housing housing) {
        super(scope, id);
        AwsStage stage = plan.stage();
        this.names = plan.names();
        this.auth = stage.auth();
        StageSetup.Throttle throttle = stage.setup().throttle();
        LogWriting writing = new LogWriting(this, "LogWriting");
        this.api = RestApi.Builder.create(this, "Api")
                .restApiName("slipway-" + names.stage())
                .description("Slipway, stage " + names.stage() + ": Open Inference Protocol V2")
                .endpointConfiguration(EndpointConfiguration.builder()
                        .types(List.of(EndpointType.REGIONAL))
                        .build())
                // Or tensors in binary form would be read as text, and come out broken.
                .binaryMediaTypes(List.of("*/*"))
                .cloudWatchRole(false)
                .deployOptions(StageOptions.builder()
                        .stageName(names.stage())
                        .accessLogDestination(new LogGroupLogDestination(housing.log(this, "AccessLog", false)))
                        .accessLogFormat(AccessLogFormat.custom(AccessLine.rest()))
                        .throttlingRateLimit(throttle.rate())
                        .throttlingBurstLimit(throttle.burst())
                        .metricsEnabled(true)
                        .build())
                .build();
        api.getNode().tryRemoveChild("Endpoint");
        Stage deployed = api.getDeploymentStage();
        deployed.getNode().addDependency(writing);
        RestWaivers.of(api, deployed);
        routes(plan.models());
        GatewayErrors.in(api);
        if (auth instanceof AwsStage.ApiKey(List<String> clients)) {
            keys(clients, throttle);
        }
        new StageFirewall(this, "Firewall", stage, housing, deployed);
    }

    /** How others reach it. */
    RestDoor door() {
        return new RestDoor(api.getRestApiId(), api.getDeploymentStage());
    }

    private void routes(List<ServedModel> models) {
        Integration server = integration(function(names.frontDoor()));
        IResource root = api.getRoot();
        IResource v2 = root.addResource("v2");
        IResource all = v2.addResource("models");
        // What no model owns is the server's, at each level: a level that is there hides what is above it.
        for (IResource level : List.of(root, v2, all)) {
            method(level, server);
            method(level.addResource(BELOW), server);
        }
        for (ServedModel model : models) {
            Integration alias = integration(ModelEndpoint.aliasArn(names, names.function(model.name())));
            IResource mine = all.addResource(model.name().value());
            method(mine, alias);
            method(mine.addResource(BELOW), alias);
        }
    }

    private String function(String name) {
        return "arn:aws:lambda:" + names.region() + ":" + names.account() + ":function:" + name;
    }

    private Integration integration(String function) {
        return Integration.Builder.create()
                .type(IntegrationType.AWS_PROXY)
                .integrationHttpMethod("POST")
                .uri("arn:aws:apigateway:" + names.region() + ":lambda:path/2015-03-31/functions/" + function
                        + "/invocations")
                .options(IntegrationOptions.builder()
                        .timeout(software.amazon.awscdk.Duration.millis(PATIENCE.toMillis()))
                        .build())
                .build();
    }

    private void method(IResource resource, Integration integration) {
        MethodOptions guard = switch (auth) {
            case AwsStage.Iam() ->
                MethodOptions.builder().authorizationType(AuthorizationType.IAM).build();
            case AwsStage.ApiKey _ ->
                MethodOptions.builder()
                        .authorizationType(AuthorizationType.NONE)
                        .apiKeyRequired(true)
                        .build();
            case AwsStage.Open() ->
                MethodOptions.builder()
                        .authorizationType(AuthorizationType.NONE)
                        .build();
            case AwsStage.Jwt _ ->
                throw new IllegalArgumentException("a REST API checks no tokens by itself; an HTTP API does");
        };
        RestWaivers.of(resource.addMethod("ANY", integration, guard), auth);
    }

    /** A key for each client; its value is AWS's to make, and stands in no template. */
    private void keys(List<String> clients, StageSetup.Throttle throttle) {
        UsagePlan plan = api.addUsagePlan(
                "Clients",
                UsagePlanProps.builder()
                        .name("slipway-" + names.stage())
                        .description("Who may call the stage " + names.stage())
                        .throttle(ThrottleSettings.builder()
                                .rateLimit(throttle.rate())
                                .burstLimit(throttle.burst())
                                .build())
                        .apiStages(List.of(UsagePlanPerApiStage.builder()
                                .api(api)
                                .stage(api.getDeploymentStage())
                                .build()))
                        .build());
        for (String client : clients) {
            ApiKey key = ApiKey.Builder.create(this, "Key-" + client)
                    .apiKeyName("slipway-" + names.stage() + "-" + client)
                    .description("Slipway, stage " + names.stage() + ": the key of " + client)
                    .enabled(true)
                    .build();
            plan.addApiKey(key);
            CfnOutput.Builder.create(this, "KeyId-" + client)
                    .description("The key of " + client + ": aws apigateway get-api-key --include-value --api-key ID")
                    .value(key.getKeyId())
                    .build();
        }
    }
}
