package dev.slipway.functions.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.slipway.core.model.Signature;
import dev.slipway.functions.tensor.PredictionException;
import dev.slipway.functions.tensor.Predictor;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.UnsupportedTensorException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An ONNX model in a session of its own. ONNX Runtime lets many threads run one session. */
final class OnnxPredictor implements Predictor {

    /** Larger than most calls ever are, in bytes. */
    private static final long LARGE = 8 << 20;

    private final OrtSession session;
    private final Signature signature;
    private final OnnxTensors tensors;
    private final Collection<NodeInfo> nodes;

    /** Kept: the session works on their memory. */
    private final Optional<OutsideWeights> outside;

    private OnnxPredictor(
            OrtSession session,
            Signature signature,
            OnnxTensors tensors,
            Collection<NodeInfo> nodes,
            Optional<OutsideWeights> outside) {
        this.session = session;
        this.signature = signature;
        this.tensors = tensors;
        this.nodes = nodes;
        this.outside = outside;
    }

    static OnnxPredictor of(OrtEnvironment environment, OrtSession session, Optional<OutsideWeights> outside)
            throws OrtException {
        try {
            Signature signature = OnnxSignature.of(session);
            return new OnnxPredictor(
                    session,
                    signature,
                    OnnxTensors.of(environment, signature),
                    session.getInputInfo().values(),
                    outside);
        } catch (OrtException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public List<Tensor> predict(List<Tensor> inputs, List<String> outputs) {
        Map<String, OnnxTensor> values = HashMap.newHashMap(inputs.size());
        try {
            for (Tensor input : inputs) {
                values.put(input.name(), tensors.toOnnx(input));
            }
            try (OrtSession.RunOptions options = options(inputs);
                    OrtSession.Result result = session.run(values, new LinkedHashSet<>(outputs), options)) {
                return read(result, outputs);
            }
        } catch (OrtException e) {
            throw failure(inputs, e);
        } finally {
            values.values().forEach(OnnxTensor::close);
        }
    }

    /** The engine keeps what it worked in for the next call. What a large one took would stay for ever, wanted or not. */
    private static OrtSession.@Nullable RunOptions options(List<Tensor> inputs) throws OrtException {
        long bytes = 0;
        for (Tensor input : inputs) {
            bytes += input instanceof Tensor.Fixed fixed ? fixed.data().remaining() : 0;
        }
        if (bytes < LARGE) {
            return null;
        }
        OrtSession.RunOptions options = new OrtSession.RunOptions();
        options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        return options;
    }

    private RuntimeException failure(List<Tensor> inputs, OrtException e) {
        Optional<String> sizes = OnnxDimensions.of(nodes).disagreement(inputs);
        return sizes.isPresent()
                ? new UnsupportedTensorException(
                        sizes.get() + "; expected the same size, for the model fails with these: " + OnnxMessages.of(e))
                : new PredictionException(OnnxMessages.of(e), e);
    }

    private List<Tensor> read(OrtSession.Result result, List<String> outputs) throws OrtException {
        List<Tensor> answers = new ArrayList<>(outputs.size());
        for (int i = 0; i < outputs.size(); i++) {
            OnnxValue value = result.get(i);
            if (!(value instanceof OnnxTensor tensor)) {
                throw new PredictionException("the output \"" + outputs.get(i) + "\" is no tensor");
            }
            answers.add(tensors.fromOnnx(outputs.get(i), tensor));
        }
        return answers;
    }

    @Override
    public void close() {
        try {
            tensors.close();
            session.close();
            outside.ifPresent(OutsideWeights::close);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not close the session: " + OnnxMessages.of(e), e);
        }
    }
}
