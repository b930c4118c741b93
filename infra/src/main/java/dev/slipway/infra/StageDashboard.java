package dev.slipway.infra;

import dev.slipway.core.release.Release;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.spec.StageNames;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.HorizontalAnnotation;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.TextWidget;
import software.constructs.Construct;

/**
 * A stage at a glance: for each model a row with a line a version, so that during a release stable and candidate lie
 * side by side, and a row with the one number that decides.
 */
public final class StageDashboard extends Construct {

    private static final Duration MINUTE = Duration.minutes(1);
    private static final int THIRD = 8;
    private static final int HALF = 12;
    private static final int HIGH = 6;
    private static final int WIDE = 24;

    /** Makes the dashboard. */
    public StageDashboard(Construct scope, String id, StageNames names, List<ServedModel> models) {
        super(scope, id);
        Dashboard dashboard = Dashboard.Builder.create(this, "Dashboard")
                .dashboardName("slipway-" + names.stage())
                .defaultInterval(Duration.hours(3))
                .build();
        for (ServedModel model : models) {
            ModelMetrics metrics = new ModelMetrics(names, model.name());
            dashboard.addWidgets(TextWidget.Builder.create()
                    .markdown("# " + model.name() + "\nCalls that clients made through the alias, a line a version.")
                    .width(WIDE)
                    .height(2)
                    .build());
            dashboard.addWidgets(
                    graph("Calls", THIRD, metrics.lambdaByVersion("Invocations")),
                    graph(
                            "Failed calls",
                            THIRD,
                            metrics.lambdaByVersion("Errors"),
                            metrics.oursByVersion("ServerErrors", "Sum")),
                    graph(
                            "Latency, ms",
                            THIRD,
                            metrics.oursByVersion("Latency", "p50"),
                            metrics.oursByVersion("Latency", "p99")));
            dashboard.addWidgets(
                    evidence(model, metrics), graph("The candidate's share", HALF, metrics.candidateShare(MINUTE)));
        }
    }

    /** Where people look at it. */
    static String address(StageNames names) {
        return "https://" + names.region() + ".console.aws.amazon.com/cloudwatch/home?region=" + names.region()
                + "#dashboards/dashboard/slipway-" + names.stage();
    }

    private static IWidget evidence(ServedModel model, ModelMetrics metrics) {
        return GraphWidget.Builder.create()
                .title("Evidence against the candidate (log E)")
                .left(List.of(metrics.evidence(MINUTE)))
                .leftAnnotations(List.of(HorizontalAnnotation.builder()
                        .label("rolled back from here on")
                        .value(Release.threshold(model.release().plan(StageKind.AWS)))
                        .build()))
                .width(HALF)
                .height(HIGH)
                .build();
    }

    private static IWidget graph(String title, int width, IMetric... metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(List.of(metrics))
                .width(width)
                .height(HIGH)
                .build();
    }
}
