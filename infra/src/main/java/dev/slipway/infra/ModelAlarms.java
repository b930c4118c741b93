package dev.slipway.infra;

import dev.slipway.core.release.Presets;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.spec.StageNames;
import java.math.BigDecimal;
import java.util.Locale;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/**
 * A model's alarms, at the very numbers that its releases decide by. A plan may name them
 * ({@code alarms: [slipway-prod-digits-errors]}): then they also roll back.
 */
public final class ModelAlarms extends Construct {

    private static final Duration MINUTE = Duration.minutes(1);
    private static final Duration FIVE_MINUTES = Duration.minutes(5);

    private final String function;
    private final StageNames names;

    /** Makes the alarms; they tell the stage's topic. */
    public ModelAlarms(Construct scope, String id, StageNames names, ServedModel model) {
        super(scope, id);
        this.function = names.function(model.name());
        this.names = names;
        ModelMetrics metrics = new ModelMetrics(names, model.name());
        ReleasePlan plan = model.release().plan(StageKind.AWS);
        IMetric share = metrics.errorShare(Presets.REQUESTS, FIVE_MINUTES);
        alarm("Errors", "more than " + percent(Presets.CATASTROPHE) + " of calls fail", share, Presets.CATASTROPHE, 1);
        plan.slo()
                .ifPresent(budget -> alarm(
                        "Budget",
                        "more calls fail than the budget of " + percent(budget) + " allows",
                        share,
                        budget,
                        3));
        alarm("Throttles", "Lambda refuses calls for want of environments", metrics.throttles(MINUTE), 0, 3);
        double threshold = Release.threshold(plan);
        Alarm.Builder evidence = builder(
                "Evidence",
                "the evidence against the candidate reached ln(1/alpha): its release is rolled back",
                metrics.evidence(MINUTE),
                1);
        finish(evidence.threshold(threshold)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .build());
    }

    private void alarm(String id, String what, IMetric metric, double above, int periods) {
        finish(builder(id, what, metric, periods)
                .threshold(above)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .build());
    }

    private Alarm.Builder builder(String id, String what, IMetric metric, int periods) {
        return Alarm.Builder.create(this, id)
                .alarmName(function + "-" + id.toLowerCase(Locale.ROOT))
                .alarmDescription(function + ": " + what)
                .metric(metric)
                .evaluationPeriods(periods)
                .treatMissingData(TreatMissingData.NOT_BREACHING);
    }

    private void finish(Alarm alarm) {
        AlarmTopic.tell(alarm, names);
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }
}
