package dev.slipway.packager;

import dev.slipway.core.json.Json;
import dev.slipway.core.model.Signature;
import dev.slipway.core.spec.FilePath;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.Place;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.WeightsFormat;
import dev.slipway.packager.MlflowFlavours.Chosen;
import dev.slipway.packager.PackagePlan.Further;
import dev.slipway.packager.mlflow.InputExample;
import dev.slipway.packager.mlflow.Mlmodel;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows an {@code MLmodel} to the weights that it names, and holds it to what they say of themselves. The package has the
 * weights in their own format; functions know nothing of MLflow.
 */
final class MlflowReading {

    private static final int LARGEST_MLMODEL = 1 << 20;
    private static final int LARGEST_EXAMPLE = 1 << 20;

    private final ModelSpec written;
    private final FolderFiles folder;
    private final Located<String> file;

    private MlflowReading(ModelSpec written, FolderFiles folder) {
        this.written = written;
        this.folder = folder;
        this.file = written.weights().getFirst();
    }

    static FolderWeights read(ModelSpec written, FolderFiles folder) throws IOException {
        return new MlflowReading(written, folder).read();
    }

    private FolderWeights read() throws IOException {
        if (written.weights().size() > 1) {
            throw problem(
                    written.weights().get(1).place(),
                    "weights: found a second file",
                    WeightsFormat.Mlflow.FILE + " alone: it names the others",
                    "");
        }
        PackagePlan.of(written, folder.list(written, List.of()), List.of());
        Mlmodel mlmodel = Mlmodel.parse(file.value(), bytes(file.value(), LARGEST_MLMODEL));
        Chosen chosen = MlflowFlavours.choose(mlmodel);
        Located<String> data = beside(chosen.data());
        ModelSpec plain = written.withTensors(List.of(), List.of())
                .withWeights(new WeightsFormat.Known(chosen.format()), List.of(data));
        PackagePlan.of(plain, folder.list(plain, List.of()), List.of());
        WeightsFacts facts = WeightsReading.inspect(chosen.format(), folder, data);
        List<Located<String>> weights = new ArrayList<>(List.of(data));
        facts.beside(data.value()).forEach(path -> weights.add(new Located<>(path, data.place())));
        ModelSpec told =
                MlflowSignature.of(mlmodel, plain.withWeights(plain.format().value(), weights), facts);
        ModelSpec spec = told.withTensors(
                written.inputs().isEmpty() ? told.inputs() : written.inputs(),
                written.outputs().isEmpty() ? told.outputs() : written.outputs());
        List<Further> further = new ArrayList<>(List.of(new Further(file.value(), MediaTypes.SETTINGS)));
        List<Json.Fields> requests = requests(mlmodel, facts.signature(spec), further);
        return new FolderWeights(chosen.format(), spec, further, requests);
    }

    /** A path in an MLmodel is relative to its folder. */
    private Located<String> beside(Located<String> path) {
        String whole = file.value().substring(0, file.value().lastIndexOf('/') + 1) + path.value();
        FilePath.objection(whole).ifPresent(objection -> {
            throw problem(path.place(), "found the path \"" + path.value() + "\"", objection, "");
        });
        return new Located<>(whole, path.place());
    }

    /** The example, where there is one that a function can be asked. */
    private List<Json.Fields> requests(Mlmodel mlmodel, Signature signature, List<Further> further) throws IOException {
        Optional<Mlmodel.Example> example = mlmodel.example();
        if (example.isEmpty()) {
            return List.of();
        }
        Located<String> path = beside(example.get().path());
        if (!(folder.list(written, List.of(path.value())).at(path.value()) instanceof FolderEntry.File(long size))
                || size > LARGEST_EXAMPLE) {
            return List.of();
        }
        try {
            List<Json.Fields> requests =
                    InputExample.requests(example.get().kind(), bytes(path.value(), LARGEST_EXAMPLE), signature);
            if (!requests.isEmpty()) {
                further.add(new Further(path.value(), MediaTypes.DATA));
            }
            return requests;
        } catch (InputExample.MismatchException e) {
            throw new ProblemsException(
                    new Problem(path.value(), e.found(), "", "save the example again, with the model"));
        }
    }

    private byte[] bytes(String path, int most) throws IOException {
        try (InputStream in = folder.open(path)) {
            return in.readNBytes(most);
        }
    }

    private static ProblemsException problem(Place place, String found, String expected, String remedy) {
        return new ProblemsException(new Problem(place.toString(), found, expected, remedy));
    }
}
