package dev.slipway.infra;

import dev.slipway.core.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.waiters.CloudFormationWaiter;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** An account of its own in an emulator, bootstrapped for the CDK, and the stacks in it. */
final class EmulatedAccount implements AutoCloseable {

    private static final Region REGION = Region.EU_CENTRAL_1;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final String assets;
    private final CloudFormationClient stacks;
    private final CloudFormationWaiter waiter;
    final LambdaClient lambda;
    final CloudWatchClient cloudWatch;
    final S3Client s3;

    /**
     * Emulators tell accounts apart by the access key's id.
     *
     * @param account twelve digits
     */
    EmulatedAccount(URI endpoint, String account) {
        this.assets = "cdk-hnb659fds-assets-" + account + "-" + REGION;
        this.stacks = at(endpoint, account, CloudFormationClient.builder().httpClient(http));
        this.waiter = CloudFormationWaiter.builder()
                .client(stacks)
                .overrideConfiguration(WaiterOverrideConfiguration.builder()
                        .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(200)))
                        .maxAttempts(600)
                        .build())
                .build();
        this.lambda = at(endpoint, account, LambdaClient.builder().httpClient(http));
        this.cloudWatch = at(endpoint, account, CloudWatchClient.builder().httpClient(http));
        this.s3 = at(endpoint, account, S3Client.builder().httpClient(http).forcePathStyle(true));
    }

    private static <B extends AwsClientBuilder<B, C>, C> C at(URI endpoint, String account, B builder) {
        return builder.endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "any")))
                .build();
    }

    /** What {@code cdk bootstrap} makes, as far as our templates ask for it. */
    void bootstrap() {
        create("CDKToolkit", """
                {"Resources": {
                  "Assets": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "%s"}},
                  "Version": {"Type": "AWS::SSM::Parameter", "Properties": {
                    "Type": "String", "Name": "/cdk-bootstrap/hnb659fds/version", "Value": "21"}}}}
                """.formatted(assets));
    }

    /** Puts a zip under the key of each asset. What is in it nobody reads: nothing runs here. */
    void upload(Synth synth, String stack) {
        JsonReader files = JsonReader.parse(
                        stack, synth.text(stack + ".assets.json").getBytes(StandardCharsets.UTF_8))
                .child("files");
        for (String hash : files.fields().keySet()) {
            String packaging = files.child(hash).child("source").text("packaging");
            files.child(hash).child("destinations").fields().values().stream()
                    .map(destination -> JsonReader.of(hash, destination).text("objectKey"))
                    .filter(key -> packaging.equals("zip") || key.endsWith(".zip"))
                    .forEach(key ->
                            s3.putObject(request -> request.bucket(assets).key(key), RequestBody.fromBytes(zip(key))));
        }
    }

    private static byte[] zip(String content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("asset"));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Makes a stack; back when it is complete. */
    void create(String stack, String template) {
        stacks.createStack(request ->
                request.stackName(stack).templateBody(template).capabilities(Capability.CAPABILITY_NAMED_IAM));
        told(stack, () -> waiter.waitUntilStackCreateComplete(request -> request.stackName(stack)));
    }

    /** Changes a stack; back when that is complete. */
    void update(String stack, String template) {
        stacks.updateStack(request ->
                request.stackName(stack).templateBody(template).capabilities(Capability.CAPABILITY_NAMED_IAM));
        told(stack, () -> waiter.waitUntilStackUpdateComplete(request -> request.stackName(stack)));
    }

    /** Takes a stack away; back when it is gone. */
    void delete(String stack) {
        String id = stacks.describeStacks(request -> request.stackName(stack))
                .stacks()
                .getFirst()
                .stackId();
        stacks.deleteStack(request -> request.stackName(stack));
        told(id, () -> waiter.waitUntilStackDeleteComplete(request -> request.stackName(id)));
    }

    private void told(String stack, Runnable waiting) {
        try {
            waiting.run();
        } catch (RuntimeException e) {
            String failures = stacks.describeStackEvents(request -> request.stackName(stack)).stackEvents().stream()
                    .filter(event -> event.resourceStatusAsString().endsWith("FAILED"))
                    .map(event -> event.logicalResourceId() + ": " + event.resourceStatusReason())
                    .collect(Collectors.joining("\n"));
            throw new AssertionError("the stack " + stack + " did not come out:\n" + failures, e);
        }
    }

    /** The status of each resource of a stack by its name in the template. */
    Map<String, String> resources(String stack) {
        return stacks.describeStackResources(request -> request.stackName(stack)).stackResources().stream()
                .collect(Collectors.toMap(
                        StackResource::logicalResourceId,
                        StackResource::resourceStatusAsString,
                        (one, other) -> other,
                        TreeMap::new));
    }

    @Override
    public void close() {
        http.close();
    }
}
