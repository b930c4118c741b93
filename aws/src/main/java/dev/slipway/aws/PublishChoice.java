package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** What is to be done so that a version with a package exists. */
sealed interface PublishChoice {

    /** It exists. */
    record Use(FunctionVersion version) implements PublishChoice {}

    /**
     * Publish what the function is now, and only that.
     *
     * @param codeSha256 the code it has
     * @param revisionId the state it has
     */
    record Publish(String codeSha256, String revisionId) implements PublishChoice {}

    /**
     * The function serves another package and no version has this one.
     *
     * @param deployed the package it serves, where it names one
     */
    record NotDeployed(Optional<Digest> deployed) implements PublishChoice {}

    /**
     * Chooses. A version like the function as it is deployed now comes first; then, where the function has another
     * package by now, the newest version with the wanted one.
     *
     * @param wanted the package to serve
     * @param latest the function as it is deployed
     * @param published its versions, oldest first
     */
    static PublishChoice of(Digest wanted, FunctionConfiguration latest, List<FunctionConfiguration> published) {
        List<FunctionConfiguration> withPackage = published.stream()
                .filter(version -> FunctionSettings.digest(version).equals(Optional.of(wanted)))
                .toList();
        Optional<Digest> deployed = FunctionSettings.digest(latest);
        if (deployed.equals(Optional.of(wanted))) {
            return withPackage.reversed().stream()
                    .filter(version -> FunctionSettings.sameBehaviour(version, latest))
                    .findFirst()
                    .<PublishChoice>map(version -> new Use(version(version, wanted)))
                    .orElseGet(() -> new Publish(latest.codeSha256(), latest.revisionId()));
        }
        return withPackage.isEmpty() ? new NotDeployed(deployed) : new Use(version(withPackage.getLast(), wanted));
    }

    /** A version as Lambda tells it, in our words. */
    static FunctionVersion version(FunctionConfiguration version, Digest digest) {
        return new FunctionVersion(version.version(), digest, version.codeSha256());
    }
}
