package dev.slipway.infra;

import dev.slipway.core.platform.Trust;
import dev.slipway.core.spec.ServingSpec;
import dev.slipway.core.spec.StageNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.constructs.Construct;

/**
 * A model served under its name: its function, the alias that clients call through, and its routes in the stage's API.
 *
 * <p>A deployment changes the function as it would be published next ({@code $LATEST}) and nothing that serves.
 * CloudFormation updates what changed in the template; so the alias, the permission and the integration are written
 * here in words that follow from the stage's and the model's names alone, and a test holds that.
 */
public final class ModelEndpoint extends Construct {

    private static final String HANDLER = "dev.slipway.functions.lambda.InferenceHandler";

    /**
     * Makes the endpoint.
     *
     * @param trust whose packages its function loads
     * @param platform what it shares with the stage's other models
     */
    public ModelEndpoint(
            Construct scope,
            String id,
            StageNames names,
            ServedModel model,
            Trust trust,
            Bundles bundles,
            PlatformStack platform) {
        super(scope, id);
        String function = names.function(model.name());
        Door door = platform.door();
        List<PolicyStatement> may = new ArrayList<>(new Statements(names, platform.store()).readPackages());
        platform.placement().ifPresent(placement -> may.addAll(placement.statements(names, function)));
        JavaFunction made = new JavaFunction(
                this, "Function", settings(names, model, trust, bundles), platform.housing(), may, builder -> builder);
        made.answersItsCaller();
        platform.placement().ifPresentOrElse(made::in, made::outsideOfNetworks);
        CustomResource alias = alias(names, model);
        alias.getNode().addDependency(made);
        CfnPermission permission = permission(names, function, door);
        permission.getNode().addDependency(alias);
        door.toModel(this, model.name().value(), aliasArn(names, function), permission);
    }

    private static JavaFunction.Settings settings(StageNames names, ServedModel model, Trust trust, Bundles bundles) {
        ServingSpec serving = model.serving();
        return new JavaFunction.Settings(
                names.function(model.name()),
                "Slipway: answers predictions of the model " + model.name(),
                bundles.inference(model.format(), serving.architecture()),
                HANDLER,
                serving.architecture(),
                serving.memory(),
                serving.timeout(),
                model.snapStart().on(),
                environment(names, model, trust),
                true);
    }

    private static SortedMap<String, String> environment(StageNames names, ServedModel model, Trust trust) {
        SortedMap<String, String> environment = new TreeMap<>();
        environment.put("SLIPWAY_MODEL", model.digest().toString());
        environment.put("SLIPWAY_STORE", names.packages());
        if (trust.required()) {
            environment.put(Trust.VARIABLE, trust.encoded());
        }
        // The engine's libraries are native code, and DJL and ONNX Runtime would otherwise report to their makers.
        environment.put("JAVA_TOOL_OPTIONS", "--enable-native-access=ALL-UNNAMED");
        environment.put("OPT_OUT_TRACKING", "true");
        environment.put("ORT_DISABLE_TELEMETRY", "1");
        return environment;
    }

    private CustomResource alias(StageNames names, ServedModel model) {
        return CustomResource.Builder.create(this, "Alias")
                .resourceType(AliasMaker.RESOURCE)
                .serviceToken(AliasMaker.arn(names))
                .serviceTimeout(Duration.seconds(AliasMaker.LONGEST.toSeconds()))
                .properties(Map.of("Model", model.name().value()))
                .build();
    }

    private CfnPermission permission(StageNames names, String function, Door door) {
        return CfnPermission.Builder.create(this, "Permission")
                .action("lambda:InvokeFunction")
                .functionName(function + ":" + StageNames.ALIAS)
                .principal("apigateway.amazonaws.com")
                .sourceArn(door.callers(names))
                .build();
    }

    /** What clients reach: the alias, never the function itself. */
    static String aliasArn(StageNames names, String function) {
        return "arn:aws:lambda:" + names.region() + ":" + names.account() + ":function:" + function + ":"
                + StageNames.ALIAS;
    }
}
