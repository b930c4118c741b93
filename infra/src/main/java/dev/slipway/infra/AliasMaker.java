package dev.slipway.infra;

import dev.slipway.core.spec.ServingSpec.Architecture;
import dev.slipway.core.spec.StageNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * The function behind {@value #RESOURCE}: for a model's new function it publishes a version, proves it by the golden
 * samples, and only then makes the alias. It knows creation alone; on an update it does nothing, so no deployment moves
 * traffic.
 */
public final class AliasMaker extends Construct {

    /** The custom resource's type. */
    public static final String RESOURCE = "Custom::SlipwayAlias";

    /** What Lambda lets a call take, and CloudFormation waits for. Publishing with a snapshot takes minutes. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    private static final String HANDLER = "dev.slipway.functions.controller.AliasHandler";
    private static final int MEMORY = 512;

    /** Makes the function. */
    public AliasMaker(Construct scope, String id, StageNames names, Path bundle, Housing housing, Store store) {
        super(scope, id);
        Statements statements = new Statements(names, store);
        List<PolicyStatement> may = new ArrayList<>(statements.runReleases());
        may.addAll(statements.workVersions());
        may.add(statements.makeAlias());
        JavaFunction.Settings settings = new JavaFunction.Settings(
                names.aliasMaker(),
                "Gives a new model its first proven version and the alias " + StageNames.ALIAS,
                bundle,
                HANDLER,
                Architecture.ARM64,
                MEMORY,
                LONGEST,
                false,
                environment(names),
                false);
        new JavaFunction(this, "Function", settings, housing, may, builder -> builder)
                .answersItsCaller()
                .outsideOfNetworks();
    }

    /** What the functions of the release engine must know of their stage. */
    static SortedMap<String, String> environment(StageNames names) {
        return new TreeMap<>(Map.of(
                "SLIPWAY_STAGE", names.stage(),
                "SLIPWAY_FUNCTIONS", names.functionPrefix(),
                "SLIPWAY_STORE", names.packages(),
                "SLIPWAY_RELEASES", names.releases()));
    }

    /** How stacks of the stage call it. By name, so that they do not hang on one another. */
    static String arn(StageNames names) {
        return "arn:aws:lambda:" + names.region() + ":" + names.account() + ":function:" + names.aliasMaker();
    }
}
