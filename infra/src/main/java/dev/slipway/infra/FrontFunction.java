package dev.slipway.infra;

import dev.slipway.core.spec.ServingSpec.Architecture;
import dev.slipway.core.spec.StageNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.constructs.Construct;

/** The function that answers for the whole server: {@code /v2}, {@code /v2/health/*}, the index, and what is not there. */
public final class FrontFunction extends Construct {

    private static final String HANDLER = "dev.slipway.functions.front.FrontHandler";
    private static final int MEMORY = 512;

    /** Makes the function and its route. */
    public FrontFunction(
            Construct scope,
            String id,
            StageNames names,
            List<ServedModel> models,
            Path bundle,
            Housing housing,
            Door door) {
        super(scope, id);
        JavaFunction function = new JavaFunction(
                this,
                "Function",
                settings(names, models, bundle),
                housing,
                List.of(Statements.lookAtVersions(names)),
                builder -> builder);
        function.answersItsCaller().outsideOfNetworks();
        CfnPermission permission = CfnPermission.Builder.create(this, "Permission")
                .action("lambda:InvokeFunction")
                .functionName(function.function().getFunctionArn())
                .principal("apigateway.amazonaws.com")
                .sourceArn(door.callers(names))
                .build();
        door.toServer(this, function.function().getFunctionArn(), permission);
    }

    private static JavaFunction.Settings settings(StageNames names, List<ServedModel> models, Path bundle) {
        SortedMap<String, String> environment = new TreeMap<>();
        environment.put("SLIPWAY_FUNCTIONS", names.functionPrefix());
        environment.put(
                "SLIPWAY_MODELS",
                models.stream().map(model -> model.name().value()).collect(Collectors.joining(",")));
        return new JavaFunction.Settings(
                names.frontDoor(),
                "Answers for the whole server: health, and which models there are",
                bundle,
                HANDLER,
                Architecture.ARM64,
                MEMORY,
                Duration.ofSeconds(25),
                false,
                environment,
                false);
    }
}
