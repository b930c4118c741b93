package dev.slipway.infra;

import dev.slipway.aws.AwsPlatform;
import dev.slipway.aws.AwsSettings;
import dev.slipway.aws.FunctionNames;
import dev.slipway.aws.S3Place;
import dev.slipway.aws.emulator.Emulator;
import dev.slipway.core.control.Ports;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.Router;
import dev.slipway.core.spec.StageNames;
import dev.slipway.packager.Packager;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * A stage in an emulator that runs functions, made of the templates that {@code cdk deploy} would send and of the real bundles.
 * What is not as on AWS: types that the emulator lacks are left out, and what CloudFormation would do with them is done here;
 * functions run on this machine's processor; and nothing ticks by itself.
 */
final class EmulatedStage implements AutoCloseable {

    static final ModelName DIGITS = new ModelName("digits");

    /** A test ticks: the deployed controller would read percentiles, to which the emulator answers 500. */
    private static final String TICKS = "AWS::Events::Rule";

    /** It may not be there before the alias, which the emulator's CloudFormation cannot wait for. */
    private static final String PERMISSION = "AWS::Lambda::Permission";

    private static final Set<String> LACKING = Set.of(
            AliasMaker.RESOURCE,
            TICKS,
            "AWS::ApiGatewayV2::Api",
            "AWS::ApiGatewayV2::Integration",
            "AWS::ApiGatewayV2::Route",
            "AWS::ApiGatewayV2::Stage",
            "AWS::CloudWatch::Dashboard");

    private static final String REGION = "eu-central-1";
    private static final Path EXAMPLES = Path.of("../examples/digits");
    private static final Path BUNDLES = Path.of("../functions/target");
    private static final String PROCESSOR = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "arm64";

    private final String account =
            Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000L, 999_999_999_999L));
    private final StageNames names = new StageNames("prod", account, REGION, Optional.empty());
    private final Path folder;
    private final EmulatedAccount aws;
    private final AwsPlatform platform;
    private final URI inside;
    private final URI door;
    private int deployments;

    /**
     * Makes the stage, with v1 of the digits serving.
     *
     * @param folder to work in
     */
    EmulatedStage(Emulator emulator, Path folder) throws IOException {
        this.folder = folder;
        // Where containers find the emulator, as emulators/localemu tells it.
        this.inside = URI.create(
                System.getProperty("emulator.inside", emulator.endpoint().toString()));
        this.aws = new EmulatedAccount(emulator.endpoint(), account);
        this.platform = AwsPlatform.open(new AwsSettings(
                REGION,
                Optional.of(emulator.endpoint()),
                Optional.of(new AwsSettings.Keys(account, "any")),
                Duration.ofSeconds(5),
                Duration.ofMinutes(2),
                4));
        aws.bootstrap();
        Path first = model(EXAMPLES.resolve("v1"), EXAMPLES.resolve("v1/model.onnx"));
        Synth synth = synth(first);
        aws.uploadWhole(synth, names.platformStack());
        aws.create(names.platformStack(), template(synth, names.platformStack(), ""));
        push(first);
        aws.uploadWhole(synth, names.modelStack(DIGITS));
        aws.create(names.modelStack(DIGITS), template(synth, names.modelStack(DIGITS), PERMISSION));
        makeAlias();
        aws.update(names.modelStack(DIGITS), template(synth, names.modelStack(DIGITS), ""));
        this.door = EmulatedDoor.make(
                aws.gateway, emulator.endpoint(), synth, names.platformStack(), names.modelStack(DIGITS));
    }

    /** The example's model folder, with a card of its own, and so a digest of its own. */
    private Path model(Path example, Path weights) throws IOException {
        deployments++;
        Path copy = Files.createDirectories(folder.resolve("models/digits-" + deployments));
        for (String file : new String[] {"samples.jsonl", "baseline.csv"}) {
            Files.copy(example.resolve(file), copy.resolve(file));
        }
        Files.copy(weights, copy.resolve("model.onnx"));
        String settings = Files.readString(example.resolve("slipway.yaml"));
        Files.writeString(
                copy.resolve("slipway.yaml"),
                settings.replaceFirst("architecture: \\w+", "architecture: " + PROCESSOR)
                        .replaceFirst("timeout: \\w+", "timeout: 25s"));
        Files.writeString(copy.resolve("README.md"), "# Deployment " + deployments + "\n");
        return copy;
    }

    private Synth synth(Path model) throws IOException {
        Path stages = folder.resolve("stages-" + deployments + ".yaml");
        Files.writeString(stages, """
                stages:
                  prod:
                    account: "%s"
                    region: %s
                    models: [%s]
                    auth: iam
                """.formatted(account, REGION, folder.relativize(model)));
        return Synth.of(folder.resolve("cdk.out-" + deployments), stages, new Bundles(BUNDLES), app -> {});
    }

    private static String template(Synth synth, String stack, String leftOutToo) {
        Set<String> lacking = new HashSet<>(LACKING);
        lacking.add(leftOutToo);
        return PartialTemplate.of(synth.template(stack), lacking)
                .text()
                .replace("[\"arm64\"]", "[\"" + PROCESSOR + "\"]");
    }

    private Digest push(Path model) throws IOException {
        return new Packager(platform.modelStore(S3Place.parse(names.packages())))
                .add(model)
                .digest();
    }

    /** What CloudFormation does with a custom resource that is made: it calls the function and waits for its word in S3. */
    private void makeAlias() {
        String word = "alias-made.json";
        String bucket = names.bucket();
        try (S3Presigner presigner = S3Presigner.builder()
                .region(Region.of(REGION))
                .endpointOverride(inside)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "test")))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
            String answerTo = presigner
                    .presignPutObject(signing -> signing.signatureDuration(Duration.ofMinutes(15))
                            .putObjectRequest(put -> put.bucket(bucket).key(word)))
                    .url()
                    .toString();
            Json.Fields event = Json.object()
                    .with("RequestType", Json.of("Create"))
                    .with("ResponseURL", Json.of(answerTo))
                    .with("StackId", Json.of(names.modelStack(DIGITS)))
                    .with("RequestId", Json.of("1"))
                    .with("LogicalResourceId", Json.of("Alias"))
                    .with("ResourceProperties", Json.object().with("Model", Json.of(DIGITS.value())));
            var answer = aws.lambda.invoke(request -> request.functionName(names.aliasMaker())
                    .payload(SdkBytes.fromByteArray(JsonText.canonical(event))));
            if (answer.functionError() != null) {
                throw new AssertionError(
                        names.aliasMaker() + ": " + answer.payload().asUtf8String());
            }
        }
        byte[] said = aws.s3
                .getObject(request -> request.bucket(bucket).key(word), ResponseTransformer.toBytes())
                .asByteArray();
        JsonReader answer = JsonReader.parse("answer", said);
        if (!answer.text("Status").equals("SUCCESS")) {
            throw new AssertionError(names.aliasMaker() + " says " + answer.optionalText("Reason"));
        }
    }

    /** Deploys a model as it would be published next: its package, then its stack. Nothing that serves is touched. */
    Digest deploy(String example) throws IOException {
        return deploy(EXAMPLES.resolve(example), EXAMPLES.resolve(example).resolve("model.onnx"));
    }

    /** Deploys an example's folder with other weights in it. */
    Digest deploy(Path example, Path weights) throws IOException {
        Path model = model(example, weights);
        Synth synth = synth(model);
        Digest digest = push(model);
        aws.uploadWhole(synth, names.modelStack(DIGITS));
        aws.update(names.modelStack(DIGITS), template(synth, names.modelStack(DIGITS), ""));
        return digest;
    }

    /** Deploys v1 with the weights that take too much memory. */
    Digest deployHungry() throws IOException {
        return deploy(EXAMPLES.resolve("v1"), Synth.RESOURCES.resolve("hungry/model.onnx"));
    }

    /** The ports of the controller, as its function would wire them, but for the metrics. */
    Ports ports() {
        return ports(router());
    }

    /** The ports with another way to the alias. */
    Ports ports(Router router) {
        FunctionNames functions = new FunctionNames(names.functionPrefix());
        return new Ports(
                platform.functionService(functions),
                router,
                new LogMetricSource(aws.logs, names),
                platform.alarmSource(),
                platform.releaseStore(S3Place.parse(names.releases())),
                platform.modelStore(S3Place.parse(names.packages())));
    }

    /** The alias. */
    Router router() {
        return platform.router(new FunctionNames(names.functionPrefix()));
    }

    /** The account. */
    EmulatedAccount account() {
        return aws;
    }

    /** Clients of the stage. */
    V2Clients clients(int inkyOf) throws IOException {
        return new V2Clients(door, account, REGION, inkyOf);
    }

    @Override
    public void close() {
        platform.close();
        aws.close();
    }
}
