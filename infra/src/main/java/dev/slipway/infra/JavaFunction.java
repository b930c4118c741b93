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
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.AssetImageCodeProps;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Handler;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * A function on Lambda's Java 25 with a role of its own, which may write to its own log group and do what is asked for,
 * and no more.
 */
final class JavaFunction extends Construct {

    private static final String WILDCARDS =
            "each wildcard ends a name of this stage's own: the keys below a prefix of its"
                    + " bucket, or the versions of its functions, which do not exist yet when this is written; where AWS knows no"
                    + " narrower resource (metrics, the key of a bucket that was there before) the actions only read, or a"
                    + " condition names the bucket";

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
     * @param key encrypts its logs
     * @param may what it may do beside writing logs
     * @param more what only this function needs
     */
    JavaFunction(
            Construct scope,
            String id,
            Settings settings,
            IKey key,
            List<PolicyStatement> may,
            UnaryOperator<Function.Builder> more) {
        super(scope, id);
        LogGroup logs = LogGroup.Builder.create(this, "Logs")
                .encryptionKey(key)
                .retention(RetentionDays.ONE_YEAR)
                .removalPolicy(settings.keepsLogs() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY)
                .build();
        Role role = Role.Builder.create(this, "Role")
                .description("Slipway: the function " + settings.name())
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of("Work", policy(may, logs)))
                .build();
        new Waiver("AwsSolutions-IAM5", WILDCARDS).on(role);
        boolean image = Files.isDirectory(settings.bundle());
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

    private static software.amazon.awscdk.services.lambda.Architecture cdk(Architecture architecture) {
        return switch (architecture) {
            case ARM64 -> software.amazon.awscdk.services.lambda.Architecture.ARM_64;
            case X86_64 -> software.amazon.awscdk.services.lambda.Architecture.X86_64;
        };
    }
}
