package dev.slipway.infra;

import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** The CDK app: what {@code cdk synth} and {@code cdk deploy} run. It needs no credentials and looks nothing up. */
public final class SlipwayApp {

    /**
     * Of CDK's feature flags, those that templates of ours rely on, whatever a cdk.json says: statements keep the names
     * that explain them, and a platform cannot be taken away under its models.
     */
    private static final Map<String, Object> FLAGS = Map.of(
            "@aws-cdk/core:enablePartitionLiterals",
            true,
            "@aws-cdk/core:target-partitions",
            List.of("aws"),
            "@aws-cdk/core:defaultCrossStackReferences",
            "strong",
            "@aws-cdk/aws-iam:minimizePolicies",
            false);

    private SlipwayApp() {}

    /**
     * Writes the templates.
     *
     * @param arguments the file {@code stages.yaml}, the folder that has the bundles, and where there is one, the file of
     *     {@link PinnedPackages}
     */
    public static void main(String[] arguments) {
        try {
            if (arguments.length != 2 && arguments.length != 3) {
                throw new IllegalArgumentException(
                        "expected two or three arguments, the file stages.yaml, the folder of"
                                + " the bundles and a file of packages; found " + arguments.length);
            }
            PinnedPackages pinned =
                    arguments.length == 3 ? PinnedPackages.read(Path.of(arguments[2])) : PinnedPackages.NONE;
            List<StagePlan> plans = StagePlan.read(Path.of(arguments[0]), pinned);
            App app = app(AppProps.builder());
            compose(app, plans, new Bundles(Path.of(arguments[1])));
            app.synth();
            plans.forEach(SlipwayApp::tellChoices);
        } catch (ProblemsException | IllegalArgumentException | IOException e) {
            System.err.println("slipway: " + e.getMessage());
            System.exit(1);
        }
    }

    /** What was left to us, and why it came out so. */
    private static void tellChoices(StagePlan plan) {
        plan.models()
                .forEach(model -> System.err.println("slipway: " + plan.stage().name() + ": " + model.name() + ": "
                        + model.snapStart().words()));
    }

    /** An app with our flags. */
    static App app(AppProps.Builder props) {
        return new App(props.postCliContext(FLAGS).analyticsReporting(false).build());
    }

    /** Writes down every stage, every model, and who may work on them from GitHub. */
    static void compose(App app, List<StagePlan> plans, Bundles bundles) {
        for (StagePlan plan : plans) {
            PlatformStack platform = new PlatformStack(app, plan, bundles);
            for (ServedModel model : plan.models()) {
                new ModelStack(app, plan, model, bundles, platform);
            }
        }
        GitHubAccess.compose(app, plans);
    }
}
