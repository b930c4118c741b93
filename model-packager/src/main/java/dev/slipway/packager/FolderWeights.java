package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.WeightsFormat;
import java.io.IOException;
import java.util.List;

/**
 * Which weights a folder holds, once everything is followed that names them.
 *
 * @param format the format that functions load
 * @param spec what the author wrote, with the weights' own files and signature
 * @param further files that belong to the package and that {@code slipway.yaml} does not name
 * @param requests requests that the folder holds without their answers
 */
record FolderWeights(
        ModelFormat format, ModelSpec spec, List<PackagePlan.Further> further, List<Json.Fields> requests) {

    FolderWeights {
        further = List.copyOf(further);
        requests = List.copyOf(requests);
    }

    /**
     * Follows.
     *
     * @throws ProblemsException where something that is named leads nowhere, or two files contradict each other
     */
    static FolderWeights of(ModelSpec written, FolderFiles folder) throws IOException {
        return switch (written.format().value()) {
            case WeightsFormat.Known(ModelFormat format) -> new FolderWeights(format, written, List.of(), List.of());
            case WeightsFormat.Mlflow _ -> MlflowReading.read(written, folder);
        };
    }

    /** The paths of the further files. */
    List<String> furtherPaths() {
        return further.stream().map(PackagePlan.Further::path).toList();
    }
}
