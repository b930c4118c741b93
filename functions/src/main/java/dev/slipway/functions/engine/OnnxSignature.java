package dev.slipway.functions.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a loaded ONNX model says of itself. */
final class OnnxSignature {

    private OnnxSignature() {}

    static Signature of(OrtSession session) throws OrtException {
        return new Signature(
                specs("input", session.getInputInfo().values()),
                specs("output", session.getOutputInfo().values()));
    }

    private static List<TensorSpec> specs(String side, Collection<NodeInfo> nodes) {
        List<TensorSpec> specs = new ArrayList<>();
        for (NodeInfo node : nodes) {
            specs.add(spec(side, node));
        }
        return specs;
    }

    private static TensorSpec spec(String side, NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo info)) {
            throw new ModelLoadException("the " + side + " \"" + node.getName() + "\" is no tensor but "
                    + node.getInfo().getClass().getSimpleName() + "; expected a tensor (for scikit-learn's classifiers,"
                    + " export with options={'zipmap': False})");
        }
        Datatype datatype = OnnxTypes.datatype(info.onnxType)
                .orElseThrow(() -> new ModelLoadException("the " + side + " \"" + node.getName() + "\" has the type "
                        + info.onnxType + ", which the V2 protocol has no datatype for"));
        List<Long> shape = new ArrayList<>();
        for (long dimension : info.getShape()) {
            shape.add(dimension);
        }
        return new TensorSpec(node.getName(), datatype, shape);
    }
}
