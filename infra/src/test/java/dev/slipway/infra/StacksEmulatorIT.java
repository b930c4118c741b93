package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.aws.emulator.Capability;
import dev.slipway.aws.emulator.Emulator;
import dev.slipway.aws.emulator.Needs;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** The templates, as CloudFormation in an emulator makes, changes and takes away what they say. */
@Needs({Capability.STACKS, Capability.FUNCTION_VERSIONS, Capability.ALIASES})
class StacksEmulatorIT {

    /** The types that LocalStack 4.14.0 knows nothing of. */
    private static final Set<String> LACKING = Set.of(
            "AWS::ApiGatewayV2::Api",
            "AWS::ApiGatewayV2::Authorizer",
            "AWS::ApiGatewayV2::Integration",
            "AWS::ApiGatewayV2::Route",
            "AWS::ApiGatewayV2::Stage",
            "AWS::CloudWatch::Dashboard");

    private static final String PLATFORM = "SlipwayPlatform-prod";
    private static final String MODEL = "SlipwayModel-prod-sums";
    private static final String FUNCTION = "slipway-prod-sums";
    private static final String WRITTEN_FOR = "123456789012";

    /** One account a run, for what is retained outlives its stack. */
    private final String account =
            Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000L, 999_999_999_999L));

    private final EmulatedAccount aws;

    StacksEmulatorIT(Emulator emulator) {
        this.aws = new EmulatedAccount(emulator.endpoint(), account);
    }

    @Test
    void stacksAreMadeAndChangedWithoutTouchingTheAliasAndTakenAway(@TempDir Path one, @TempDir Path other) {
        Synth first = Synth.of(one, "stages.yaml", "one");
        Synth second = Synth.of(other, "stages-again.yaml", "two");
        aws.bootstrap();
        for (String stack : new String[] {PLATFORM, MODEL}) {
            aws.upload(first, stack);
            aws.upload(second, stack);
            aws.create(stack, partial(first, stack).text());
            assertThat(complete(stack)).isEqualTo(kept(first, stack));
        }
        functionsAreAsWritten(first);
        alarmsAreAsWritten(first);
        theBucketIsAsWritten();

        GetAliasResponse serving = aReleaseGivesATenthToAnotherVersion();
        aws.update(PLATFORM, partial(second, PLATFORM).text());
        aws.update(MODEL, partial(second, MODEL).text());
        functionsAreAsWritten(second);
        assertThat(model()).isNotEqualTo(model(first));
        assertThat(alias().toString()).isEqualTo(serving.toString());

        aws.delete(MODEL);
        assertThatThrownBy(() -> aws.lambda.getFunctionConfiguration(request -> request.functionName(FUNCTION)))
                .isInstanceOf(ResourceNotFoundException.class);
        aws.delete(PLATFORM);
        assertThat(aws.lambda.listFunctions().functions()).isEmpty();
        assertThat(alarms()).isEmpty();
        theBucketIsAsWritten(); // packages are never taken away with a stage
        aws.close();
    }

    /** LocalStack does not know RetainExceptOnCreate, and takes away what has it: it is told the older word. */
    private PartialTemplate partial(Synth synth, String stack) {
        String written = synth.template(stack).replace(WRITTEN_FOR, account);
        return PartialTemplate.of(written.replace("RetainExceptOnCreate", "Retain"), LACKING);
    }

    /** The resources of a template, but for those that are left out; with the version that stands in for a proven one. */
    private Set<String> kept(Synth synth, String stack) {
        JsonReader template =
                JsonReader.parse(stack, partial(synth, stack).text().getBytes(StandardCharsets.UTF_8));
        return template.child("Resources").fields().keySet();
    }

    private Set<String> complete(String stack) {
        return aws.resources(stack).entrySet().stream()
                .filter(resource -> resource.getValue().endsWith("_COMPLETE"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void functionsAreAsWritten(Synth synth) {
        for (String stack : new String[] {PLATFORM, MODEL}) {
            for (JsonReader function : synth.resources(stack, "AWS::Lambda::Function")) {
                JsonReader written = function.child("Properties");
                var made = aws.lambda.getFunctionConfiguration(
                        request -> request.functionName(written.text("FunctionName")));
                assertThat(made.handler()).isEqualTo(written.text("Handler"));
                assertThat(made.runtimeAsString()).isEqualTo(written.text("Runtime"));
                assertThat(made.memorySize()).isEqualTo((int) written.whole("MemorySize"));
                assertThat(made.timeout()).isEqualTo((int) written.whole("Timeout"));
                assertThat(made.environment().variables()).containsAllEntriesOf(texts(written));
            }
        }
    }

    private Map<String, String> texts(JsonReader function) {
        return function.child("Environment").child("Variables").fields().entrySet().stream()
                .filter(variable -> variable.getValue() instanceof Json.Text)
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        variable -> ((Json.Text) variable.getValue()).value().replace(WRITTEN_FOR, account)));
    }

    private void alarmsAreAsWritten(Synth synth) {
        Map<String, Double> made = alarms();
        for (String stack : new String[] {PLATFORM, MODEL}) {
            for (JsonReader alarm : synth.resources(stack, "AWS::CloudWatch::Alarm")) {
                JsonReader written = alarm.child("Properties");
                assertThat(made).containsEntry(written.text("AlarmName"), written.number("Threshold"));
            }
        }
    }

    private Map<String, Double> alarms() {
        return aws.cloudWatch.describeAlarms().metricAlarms().stream()
                .collect(Collectors.toMap(MetricAlarm::alarmName, MetricAlarm::threshold));
    }

    private void theBucketIsAsWritten() {
        String bucket = "slipway-prod-" + account + "-eu-central-1";
        assertThat(aws.s3.getBucketVersioning(request -> request.bucket(bucket)).status())
                .isEqualTo(BucketVersioningStatus.ENABLED);
        assertThat(aws.s3
                        .getPublicAccessBlock(request -> request.bucket(bucket))
                        .publicAccessBlockConfiguration()
                        .restrictPublicBuckets())
                .isTrue();
    }

    /** The alias is made anew, for not every emulator can give the one that is there other weights. */
    private GetAliasResponse aReleaseGivesATenthToAnotherVersion() {
        assertThat(alias().functionVersion()).isEqualTo("1");
        var before = aws.lambda.getFunctionConfiguration(request -> request.functionName(FUNCTION));
        aws.lambda.updateFunctionConfiguration(
                request -> request.functionName(FUNCTION).memorySize(before.memorySize() + 1));
        aws.lambda.waiter().waitUntilFunctionUpdatedV2(request -> request.functionName(FUNCTION));
        String version = aws.lambda
                .publishVersion(request -> request.functionName(FUNCTION))
                .version();
        aws.lambda.deleteAlias(request -> request.functionName(FUNCTION).name("live"));
        aws.lambda.createAlias(request -> request.functionName(FUNCTION)
                .name("live")
                .functionVersion("1")
                .routingConfig(routing -> routing.additionalVersionWeights(Map.of(version, 0.1))));
        return alias();
    }

    private GetAliasResponse alias() {
        return aws.lambda.getAlias(request -> request.functionName(FUNCTION).name("live"));
    }

    private String model() {
        return aws.lambda
                .getFunctionConfiguration(request -> request.functionName(FUNCTION))
                .environment()
                .variables()
                .getOrDefault("SLIPWAY_MODEL", "");
    }

    private static String model(Synth synth) {
        return synth.resources(MODEL, "AWS::Lambda::Function")
                .getFirst()
                .child("Properties")
                .child("Environment")
                .child("Variables")
                .text("SLIPWAY_MODEL");
    }
}
