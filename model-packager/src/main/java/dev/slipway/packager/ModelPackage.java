package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.platform.ModelStore.Content;
import dev.slipway.core.spec.ModelSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A package that is not in any store yet: everything is checked and hashed, and its digest is known.
 *
 * @param spec what {@code slipway.yaml} says
 * @param serving what a function will read
 * @param weights what the weights say of themselves
 * @param baseline the digest of the training features that its statistics are of, where there are any
 * @param requests requests of the V2 protocol that the folder holds without their answers
 * @param manifest what it is made of
 * @param contents where the bytes of its blobs come from, by digest: config and layers
 * @param leftOut what stands in the folder and is not packaged, for telling
 */
public record ModelPackage(
        ModelSpec spec,
        ServingManifest serving,
        WeightsFacts weights,
        Optional<Digest> baseline,
        List<Json.Fields> requests,
        Manifest manifest,
        Map<Digest, Content> contents,
        List<String> leftOut) {

    /** Copies the parts. */
    public ModelPackage {
        requests = List.copyOf(requests);
        contents = Map.copyOf(contents);
        leftOut = List.copyOf(leftOut);
    }

    /** The model version's name. */
    public Digest digest() {
        return manifest.digest();
    }
}
