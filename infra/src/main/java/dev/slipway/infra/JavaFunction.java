package dev.slipway.infra;

import dev.slipway.core.spec.ServingSpec.Architecture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.AssetImageCodeProps;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Handler;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * A function on Lambda's Java 25 with a role of its own, which may write to its own log group and do what is asked for,
 * and no more.
 */
final class JavaFunction extends Construct {

    private static final String WILDCARDS =
            "each wildcard ends a name of this stage's own: the keys below a prefix of its"
                    + " bucket, or the versions of its functions, which do not exist yet when this is written; where AWS knows no"
                    + " narrower resource (metrics, the key of a bucket that was there before, network interfaces) the actions only read, a"
                    + " condition names the bucket, or a denial keeps them from the function itself";

    /** What holds for every function of ours. */
    private static final List<Waiver> FUNCTION = List.of(
            new Waiver(
                    "CKV_AWS_115",
                    "new accounts refuse to reserve concurrency; the API's throttling bounds the models' functions, and"
                            + " compare-and-set guards what the others write"),
            new Waiver(
                    "CKV_AWS_173",
                    "names, digests and public keys, nothing secret, encrypted at rest with Lambda's own key"),
            new Waiver("W3005", "the CDK says twice that a function comes after its role"));

    private final Role role;
    private final Function function;

    /**
     * What a function is.
     *
     * @param name what it is called
     * @param description what it is for
     * @param bundle its code: a zip, or the folder of a container image
     * @param handler the class that Lambda calls
     * @param architecture its processor
     * @param memory its memory in MB
     * @param timeout the longest a call may take
     * @param snapStart whether its versions start from snapshots
     * @param environment its environment; nothing secret is in it
     * @param keepsLogs whether its logs outlive the stack: where records are in them
     */
    record Settings(
            String name,
            String description,
            Path bundle,
            String handler,
            Architecture architecture,
            int memory,
            java.time.Duration timeout,
            boolean snapStart,
            SortedMap<String, String> environment,
            boolean keepsLogs) {

        /** Keeps the environment in order: templates must not differ by chance. */
        Settings {
            environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        }
    }

    /**
     * Makes the function.
     *
     * @param housing where its logs go
     * @param may what it may do beside writing logs
     * @param more what only this function needs
     */
    JavaFunction(
            Construct scope,
            String id,
            Settings settings,
            Housing housing,
            List<PolicyStatement> may,
            UnaryOperator<Function.Builder> more) {
        super(scope, id);
        LogGroup logs = housing.log(this, "Logs", settings.keepsLogs());
        Role role = Role.Builder.create(this, "Role")
                .description("Slipway: the function " + settings.name())
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of("Work", policy(may, logs)))
                .build();
        new Waiver("AwsSolutions-IAM5", WILDCARDS).on(role);
        boolean image = Files.isDirectory(settings.bundle());
        this.role = role;
        this.function = more.apply(Function.Builder.create(this, "Function"))
                .functionName(settings.name())
                .description(settings.description())
                .runtime(image ? Runtime.FROM_IMAGE : Runtime.JAVA_25)
                .architecture(cdk(settings.architecture()))
                .code(image ? image(settings) : Code.fromAsset(settings.bundle().toString()))
                .handler(image ? Handler.FROM_IMAGE : settings.handler())
                .memorySize(settings.memory())
                .timeout(Duration.millis(settings.timeout().toMillis()))
                .snapStart(settings.snapStart() ? SnapStartConf.ON_PUBLISHED_VERSIONS : null)
                .environment(settings.environment())
                .role(role)
                .logGroup(logs)
                .build();
        FUNCTION.forEach(waiver -> waiver.on(function));
        if (settings.snapStart()) {
            acknowledgeThatVersionsComeLater();
        }
    }

    /** The deployment builds it, with Docker; what stands in it is {@code functions/image}. */
    private static Code image(Settings settings) {
        return Code.fromAssetImage(
                settings.bundle().toString(),
                AssetImageCodeProps.builder()
                        .file(Bundles.DEFINITION)
                        .platform(Platform.LINUX_AMD64)
                        .cmd(List.of(settings.handler()))
                        .build());
    }

    private void acknowledgeThatVersionsComeLater() {
        String reason =
                "the release controller publishes versions; one in the template would move with each deployment";
        new Waiver("W2530", reason).on(function);
        Annotations.of(function).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish", reason);
        Validations.of(function)
                .acknowledge(Acknowledgment.builder()
                        .id("CloudFormation-Validate::W2530")
                        .reason(reason)
                        .build());
    }

    private static PolicyDocument policy(List<PolicyStatement> may, LogGroup logs) {
        List<PolicyStatement> statements = new ArrayList<>(may);
        statements.add(PolicyStatement.Builder.create()
                .sid("WriteLogs")
                .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
                .resources(List.of(logs.getLogGroupArn()))
                .build());
        return PolicyDocument.Builder.create().statements(statements).build();
    }

    Function function() {
        return function;
    }

    /** Says of the function that it is called by somebody who waits and has the error. */
    JavaFunction answersItsCaller() {
        new Waiver("CKV_AWS_116", "whoever calls it waits for the answer and has the error").on(function);
        return this;
    }

    /** Says of the function that it runs in no network. */
    JavaFunction outsideOfNetworks() {
        new Waiver(
                        "CKV_AWS_117",
                        "it reaches AWS's own services and nothing else; stages.yaml's network puts models' functions, whose"
                                + " engines are native code, into a network")
                .on(function);
        return this;
    }

    /** Puts the function into a network; its role must have the placement's statements. */
    JavaFunction in(Placement placement) {
        placement.put(function);
        new Waiver("CKV_AWS_111", "AWS knows no narrower resource for network interfaces that Lambda has yet to make")
                .on(role);
        return this;
    }

    private static software.amazon.awscdk.services.lambda.Architecture cdk(Architecture architecture) {
        return switch (architecture) {
            case ARM64 -> software.amazon.awscdk.services.lambda.Architecture.ARM_64;
            case X86_64 -> software.amazon.awscdk.services.lambda.Architecture.X86_64;
        };
    }
}
