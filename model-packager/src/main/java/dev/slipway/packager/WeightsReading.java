package dev.slipway.packager;

import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.format.FileSource;
import dev.slipway.packager.format.FormatException;
import dev.slipway.packager.lightgbm.LightgbmModel;
import dev.slipway.packager.onnx.OnnxModel;
import dev.slipway.packager.torchscript.TorchModel;
import dev.slipway.packager.xgboost.XgboostModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads weights without an engine: each format has a reader of its own. */
final class WeightsReading {

    private WeightsReading() {}

    /**
     * Reads them.
     *
     * @param file the path of the file to read first
     * @throws FormatException where it is no model of this format
     */
    static WeightsFacts read(ModelFormat format, FileSource files, String file) throws IOException {
        return switch (format) {
            case ONNX -> onnx(files, file);
            case TEXT_ONNX -> TextFacts.read(onnx(files, file), files, file);
            case TORCHSCRIPT -> new TorchFacts(TorchModel.read(files, file));
            case LIGHTGBM -> {
                try (InputStream in = files.open(file)) {
                    yield new LightgbmFacts(LightgbmModel.read(in));
                }
            }
            case XGBOOST -> {
                try (InputStream in = files.open(file)) {
                    yield new XgboostFacts(XgboostModel.read(in));
                }
            }
        };
    }

    /**
     * Reads weights that someone named, and refuses what functions here could not serve.
     *
     * @param named their first file, and where it is named
     * @throws ProblemsException where they are not of this format, or would be answered wrongly
     */
    static WeightsFacts inspect(ModelFormat format, FileSource files, Located<String> named) throws IOException {
        String place = named.place().toString();
        try {
            WeightsFacts facts = read(format, files, named.value());
            List<Problem> refusals = facts.refusals(place, named.value());
            if (!refusals.isEmpty()) {
                throw new ProblemsException(refusals);
            }
            return facts;
        } catch (FormatException e) {
            throw new ProblemsException(NoSuchModel.problem(format, place, files, named.value(), e));
        }
    }

    private static OnnxFacts onnx(FileSource files, String file) throws IOException {
        return new OnnxFacts(OnnxModel.read(() -> files.open(file), files.size(file)));
    }
}
