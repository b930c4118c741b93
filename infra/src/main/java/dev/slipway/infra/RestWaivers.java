package dev.slipway.infra;

import dev.slipway.core.spec.AwsStage;
import java.util.List;
import software.amazon.awscdk.services.apigateway.Method;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.Stage;

/** Why the REST API does not follow some rules of linters. */
final class RestWaivers {

    private static final List<Waiver> API = List.of(new Waiver(
            "AwsSolutions-APIG2",
            "the function checks each request against the model's signature, byte by byte, and says in the protocol's"
                    + " form what is wrong; a schema at the gateway would refuse binary tensors"));

    private static final String EXECUTION_LOGS =
            "the access log says how each call ended and why; execution logs would lie in a group that AWS makes, without"
                    + " a key and without an end, and could hold what clients sent";

    private static final List<Waiver> STAGE = List.of(
            new Waiver("AwsSolutions-APIG6", EXECUTION_LOGS),
            new Waiver(
                    "CKV_AWS_120",
                    "a cached prediction would come from a version that lost its traffic, and evidence would not see the"
                            + " call"),
            new Waiver(
                    "CKV_AWS_73",
                    "the function's own line tells the time of each call; tracing costs by the call and is each owner's"
                            + " to turn on"));

    private RestWaivers() {}

    static void of(RestApi api, Stage stage) {
        API.forEach(waiver -> waiver.on(api));
        STAGE.forEach(waiver -> waiver.on(stage));
    }

    static void of(Method method, AwsStage.Auth auth) {
        String reason = switch (auth) {
            case AwsStage.Iam() -> "callers sign their requests with AWS credentials";
            case AwsStage.ApiKey _ -> "stages.yaml says auth: api-key: each call needs a client's key";
            case AwsStage.Open() -> "stages.yaml says auth: none for this stage, which nobody gets by default";
            case AwsStage.Jwt _ -> "callers send a token";
        };
        new Waiver("AwsSolutions-COG4", reason).on(method);
        if (!(auth instanceof AwsStage.Iam)) {
            new Waiver("AwsSolutions-APIG4", reason).on(method);
            new Waiver("CKV_AWS_59", reason).on(method);
        }
    }
}
