package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;

/** What people read when AWS says no: one message each, with the remedy, kept in {@code errors.txt}. */
class AwsErrorsTest {

    private static final S3Place PLACE = S3Place.parse("s3://slipway-models-prod");
    private static final FunctionNames NAMES = new FunctionNames("slipway-prod-");
    private static final ModelName DIGITS = new ModelName("digits");
    private static final Digest BLOB = Digest.of(new byte[0]);

    private final StringBuilder told = new StringBuilder();

    @Test
    void eachErrorOfAwsHasOneMessageWithItsRemedy() throws IOException {
        Consumer<AwsPlatform> readsS3 = platform -> platform.releaseStore(PLACE).read("digits/state.json");
        Consumer<AwsPlatform> looksIntoS3 =
                platform -> platform.modelStore(PLACE).has(BLOB);
        Consumer<AwsPlatform> publishes =
                platform -> platform.functionService(NAMES).publish(DIGITS, BLOB);
        Consumer<AwsPlatform> invokes =
                platform -> platform.functionService(NAMES).invoke(DIGITS, "3", new byte[0]);
        Consumer<AwsPlatform> readsWeights = platform -> platform.router(NAMES).routing(DIGITS);
        Consumer<AwsPlatform> readsKey =
                platform -> platform.signer("alias/slipway").key();

        tell(
                "the credentials have expired (S3)",
                readsS3,
                FakeAws.s3(400, "ExpiredToken", "The provided token has expired."));
        tell(
                "the credentials have expired (Lambda)",
                publishes,
                FakeAws.json(403, "ExpiredTokenException", "The security token included in the request is expired"));
        tell(
                "the access key does not exist",
                readsS3,
                FakeAws.s3(
                        403,
                        "InvalidAccessKeyId",
                        "The AWS Access Key Id you provided does not exist in our records."));
        tell(
                "the credentials are not known (Lambda)",
                readsWeights,
                FakeAws.json(
                        403, "UnrecognizedClientException", "The security token included in the request is invalid."));
        tell(
                "the clock is wrong",
                readsS3,
                FakeAws.s3(
                        403,
                        "RequestTimeTooSkewed",
                        "The difference between the request time and the current time is too large."));
        tell(
                "the clock is wrong, and the code does not say so",
                platform -> platform.checkAccount("123456789012"),
                FakeAws.query(
                        403,
                        "SignatureDoesNotMatch",
                        "Signature expired: 20261126T080000Z is now earlier than 20261126T084500Z (20261126T090000Z - 15"
                                + " min.)"));
        tell(
                "the clock is before AWS's, and the code does not say so",
                readsWeights,
                FakeAws.json(
                        403,
                        "InvalidSignatureException",
                        "Signature not yet current: 20261126T100000Z is still later than 20261126T091500Z"
                                + " (20261126T090000Z + 15 min.)"));
        tell(
                "a proxy answers with a page",
                platform -> platform.checkAccount("123456789012"),
                new FakeAws.Says(
                        200,
                        Map.of("Content-Type", "text/html"),
                        "<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Welcome</p></body></html>"));
        tell(
                "a permission is missing",
                publishes,
                FakeAws.json(
                        403,
                        "AccessDeniedException",
                        "User: arn:aws:sts::111122223333:assumed-role/dev/ana is not authorized to perform:"
                                + " lambda:ListVersionsByFunction"));
        tell(
                "a permission is denied in so many words",
                publishes,
                FakeAws.json(
                        403,
                        "AccessDeniedException",
                        "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: lambda:ListVersionsByFunction"
                                + " on resource: arn:aws:lambda:eu-west-1:111122223333:function:slipway-prod-digits with an"
                                + " explicit deny in a service control policy"));
        tell(
                "a stack may not be seen",
                platform -> platform.stacks().find("SlipwayPlatform-prod"),
                FakeAws.query(
                        403,
                        "AccessDenied",
                        "User: arn:aws:sts::111122223333:assumed-role/dev/ana is not authorized to perform:"
                                + " cloudformation:DescribeStacks on resource: arn:aws:cloudformation:eu-west-1:111122223333:stack/SlipwayPlatform-prod/*"));
        tell(
                "the credentials are another account's",
                platform -> platform.checkAccount("123456789012"),
                FakeAws.xml("<GetCallerIdentityResponse><GetCallerIdentityResult>"
                        + "<Arn>arn:aws:sts::111122223333:assumed-role/dev/ana</Arn><Account>111122223333</Account>"
                        + "</GetCallerIdentityResult></GetCallerIdentityResponse>"));
        tell("a permission is missing, and S3 may not say more", looksIntoS3, new FakeAws.Says(403, Map.of(), ""));
        tell(
                "the bucket stands in another region",
                readsS3,
                new FakeAws.Says(
                        301,
                        Map.of("x-amz-bucket-region", "us-east-2"),
                        "<Error><Code>PermanentRedirect</Code><Message>The bucket you are attempting to access must be"
                                + " addressed using the specified endpoint.</Message></Error>"));
        tell(
                "the bucket stands in another region, and S3 may not say more",
                looksIntoS3,
                new FakeAws.Says(400, Map.of("x-amz-bucket-region", "us-east-2"), ""));
        tell("there is no bucket", readsS3, FakeAws.s3(404, "NoSuchBucket", "The specified bucket does not exist"));
        tell("S3 is asked too often", readsS3, FakeAws.s3(503, "SlowDown", "Please reduce your request rate."));
        tell("Lambda is asked too often", publishes, FakeAws.json(429, "TooManyRequestsException", "Rate exceeded"));
        tellOf(
                "Lambda is asked too often, and asked again",
                publishes,
                FakeAws.json(429, "TooManyRequestsException", "Rate exceeded"),
                2);
        tell(
                "somebody else moved the weights",
                platform -> platform.router(NAMES).shift(DIGITS, "revision-1", Weights.only("3")),
                new FakeAws.Says(
                        200,
                        Map.of("Content-Type", "application/json"),
                        "{\"Name\":\"live\",\"FunctionVersion\":\"4\",\"RevisionId\":\"revision-2\"}"));
        tell("too many calls run", invokes, FakeAws.json(429, "TooManyRequestsException", "Rate Exceeded."));
        tell("AWS fails", readsWeights, FakeAws.json(500, "ServiceException", "An error occurred."));
        tell(
                "a version is asleep",
                invokes,
                FakeAws.json(409, "SnapStartNotReadyException", "Lambda is initializing your function."));
        tell("a version does not exist", invokes, FakeAws.json(404, "ResourceNotFoundException", "Function not found"));
        tell(
                "a key is disabled",
                invokes,
                FakeAws.json(502, "KMSDisabledException", "Lambda could not decrypt the environment variables."));
        tell(
                "the signing key is to be deleted",
                readsKey,
                FakeAws.json(400, "KMSInvalidStateException", "arn:aws:kms:... is pending deletion."));
        tell(
                "there is no signing key",
                readsKey,
                FakeAws.json(400, "NotFoundException", "Alias alias/slipway is not found."));
        tell("no answer comes", readsWeights, new FakeAws.StaysSilent());
        tell("the connection ends", readsWeights, new FakeAws.Drops());
        tellOf(
                "nobody listens",
                readsWeights,
                AwsSettings.in("eu-west-1")
                        .emulatedAt(URI.create("http://127.0.0.1:1"))
                        .patient(Duration.ofSeconds(1), 1));
        add(
                "there are no credentials",
                AwsErrors.translate(
                        "cannot read s3://slipway-models-prod/index.json",
                        SdkClientException.create(
                                "Unable to load credentials from any of the providers in the chain"
                                        + " AwsCredentialsProviderChain(credentialsProviders=[...]) : [none here, none there]")));

        add("a snapshot could not be made (FunctionError)", failed("FunctionError", "The function failed to start."));
        add(
                "a snapshot could not be made (InitTimeout)",
                failed("FunctionError.InitTimeout", "Init timed out after 130 s."));

        try (InputStream golden = AwsErrorsTest.class.getResourceAsStream("errors.txt")) {
            assertThat(told.toString()).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Throwable failed(String code, String reason) {
        FunctionService.State state = VersionState.of(GetFunctionConfigurationResponse.builder()
                .functionName("slipway-prod-digits")
                .version("3")
                .state("Failed")
                .stateReason(reason)
                .stateReasonCode(code)
                .build());
        return new PlatformException.Refused(((FunctionService.State.Failed) state).reason());
    }

    private void tellOf(String name, Consumer<AwsPlatform> call, FakeAws.Reply reply, int attempts) {
        try (FakeAws aws = new FakeAws(reply)) {
            tellOf(name, call, aws.settings().patient(Duration.ofSeconds(20), attempts));
        }
    }

    private void tell(String name, Consumer<AwsPlatform> call, FakeAws.Reply reply) {
        try (FakeAws aws = new FakeAws(reply)) {
            boolean silent = reply instanceof FakeAws.StaysSilent;
            tellOf(name, call, silent ? aws.settings().patient(Duration.ofMillis(200), 1) : aws.settings());
        }
    }

    private void tellOf(String name, Consumer<AwsPlatform> call, AwsSettings settings) {
        try (AwsPlatform platform = AwsPlatform.over(TestClients.of(settings))) {
            Throwable thrown = catchThrowable(() -> call.accept(platform));
            assertThat(thrown).as(name).isInstanceOf(PlatformException.class);
            add(name, thrown);
        }
    }

    private void add(String name, Throwable thrown) {
        told.append(name)
                .append('\n')
                .append(thrown.getClass().getSimpleName())
                .append(": ")
                .append(thrown.getMessage())
                .append("\n\n");
    }
}
