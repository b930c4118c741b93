package dev.slipway.infra;

import dev.slipway.core.spec.ServingSpec.Architecture;
import dev.slipway.core.spec.StageNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * The release controller: a function that is called each minute, whether a release runs or not, and at once when an
 * alarm fires. Its silence is an alarm itself. Two calls at a time do no harm (compare-and-set guards all it writes), so
 * nothing limits how many run; a call that fails is not repeated, for the next one comes within the minute.
 */
public final class ReleaseController extends Construct {

    private static final String HANDLER = "dev.slipway.functions.controller.ControllerHandler";
    private static final int MEMORY = 512;

    /** A tick takes a second; one that proves a version asks it all its golden samples. */
    private static final java.time.Duration TIMEOUT = java.time.Duration.ofMinutes(5);

    private static final Duration MINUTE = Duration.minutes(1);
    private static final int SILENT_MINUTES = 5;

    /** Makes the function and what calls it. */
    public ReleaseController(Construct scope, String id, StagePlan plan, Path bundle, Housing housing, Store store) {
        super(scope, id);
        StageNames names = plan.names();
        Queue failed = Queue.Builder.create(this, "Failed")
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .build();
        new Waiver(
                        "CKV_AWS_27",
                        "SQS encrypts it with its own key; what is in it are calls that failed, nothing secret")
                .on(failed);
        JavaFunction.Settings settings = new JavaFunction.Settings(
                names.controller(),
                "Runs the releases of the stage " + names.stage(),
                bundle,
                HANDLER,
                Architecture.ARM64,
                MEMORY,
                TIMEOUT,
                false,
                environment(plan),
                true);
        IFunction function = new JavaFunction(
                        this,
                        "Function",
                        settings,
                        housing,
                        may(plan, store),
                        builder ->
                                builder.deadLetterQueue(failed).retryAttempts(0).maxEventAge(MINUTE))
                .outsideOfNetworks()
                .function();
        call(
                "EachMinute",
                "A look at every release of the stage, each minute",
                function,
                rule -> rule.schedule(Schedule.rate(MINUTE)));
        call(
                "WhenAnAlarmFires",
                "A look at every release of the stage, at once",
                function,
                rule -> rule.eventPattern(alarms()));
        AlarmTopic.tell(silence(names), names);
    }

    /** What it must know of its stage, and of who is told how releases go. */
    private static SortedMap<String, String> environment(StagePlan plan) {
        SortedMap<String, String> environment = AliasMaker.environment(plan.names());
        plan.stage().report().ifPresent(github -> {
            environment.put("SLIPWAY_GITHUB_API", github.api().toString());
            environment.put("SLIPWAY_GITHUB_SECRET", github.secret().value());
            environment.put("SLIPWAY_GITHUB_PAGE", github.page().orElse(StageDashboard.address(plan.names())));
        });
        return environment;
    }

    private static List<PolicyStatement> may(StagePlan plan, Store store) {
        StageNames names = plan.names();
        Statements statements = new Statements(names, store);
        List<PolicyStatement> may = new ArrayList<>(statements.runReleases());
        may.addAll(statements.workVersions());
        may.add(statements.makeAlias());
        may.add(statements.moveWeights());
        may.add(statements.readMetrics());
        plan.stage()
                .report()
                .ifPresent(
                        github -> may.add(statements.readSecret(github.secret().value())));
        return may;
    }

    private void call(String id, String description, IFunction function, UnaryOperator<Rule.Builder> when) {
        when.apply(Rule.Builder.create(this, id).description(description))
                .targets(List.of(LambdaFunction.Builder.create(function)
                        .retryAttempts(0)
                        .maxEventAge(MINUTE)
                        .build()))
                .build();
    }

    private static EventPattern alarms() {
        return EventPattern.builder()
                .source(List.of("aws.cloudwatch"))
                .detailType(List.of("CloudWatch Alarm State Change"))
                .detail(Map.of("state", Map.of("value", List.of("ALARM"))))
                .build();
    }

    /** Neither a call that failed nor a call that never came is a sign of life. */
    private Alarm silence(StageNames names) {
        Map<String, String> dimensions = Map.of("FunctionName", names.controller());
        Map<String, IMetric> parts = new TreeMap<>();
        parts.put("calls", ModelMetrics.metric("AWS/Lambda", "Invocations", dimensions, "Sum", MINUTE));
        parts.put("failed", ModelMetrics.metric("AWS/Lambda", "Errors", dimensions, "Sum", MINUTE));
        return Alarm.Builder.create(this, "Silence")
                .alarmName("slipway-" + names.stage() + "-controller-silent")
                .alarmDescription("No look at the releases of the stage " + names.stage() + " succeeded for "
                        + SILENT_MINUTES + " minutes: see the log of " + names.controller())
                .metric(MathExpression.Builder.create()
                        .expression("FILL(calls, 0) - FILL(failed, 0)")
                        .label("looks that succeeded")
                        .usingMetrics(parts)
                        .period(MINUTE)
                        .build())
                .threshold(1)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .evaluationPeriods(SILENT_MINUTES)
                .treatMissingData(TreatMissingData.BREACHING)
                .build();
    }
}
