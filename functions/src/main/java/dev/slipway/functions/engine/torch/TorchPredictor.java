package dev.slipway.functions.engine.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.tensor.PredictionException;
import dev.slipway.functions.tensor.Predictor;
import dev.slipway.functions.tensor.Shape;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.UnsupportedTensorException;
import java.util.ArrayList;
import java.util.List;

/**
 * A TorchScript module. Its archive says neither datatypes nor shapes, so the package's signature does: inputs in the
 * order of {@code forward}'s arguments, outputs in the order it returns them, or by its dictionary's keys. What comes
 * out is held to it. Threads may share a module that is in inference mode.
 */
final class TorchPredictor implements Predictor {

    private final PtNDManager manager;
    private final PtSymbolBlock module;
    private final Signature signature;

    TorchPredictor(PtNDManager manager, PtSymbolBlock module, Signature signature) {
        this.manager = manager;
        this.module = module;
        this.signature = signature;
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public List<Tensor> predict(List<Tensor> inputs, List<String> outputs) {
        try (NDManager call = manager.newSubManager()) {
            NDList arguments = arguments(inputs, call);
            // Of this thread: the optimizer would compile anew at the second call and for each new shape.
            JniUtils.setGraphExecutorOptimize(false);
            return read(IValueUtils.forward(module, arguments, false), outputs);
        } catch (EngineException | UnsupportedOperationException e) {
            throw new PredictionException(TorchMessages.of(e), e);
        }
    }

    private NDList arguments(List<Tensor> inputs, NDManager call) {
        NDList arguments = new NDList(inputs.size());
        for (TensorSpec spec : signature.inputs()) {
            for (Tensor input : inputs) {
                if (input.name().equals(spec.name())) {
                    arguments.add(argument(input, spec, call));
                }
            }
        }
        return arguments;
    }

    private static NDArray argument(Tensor input, TensorSpec spec, NDManager call) {
        if (!(input instanceof Tensor.Fixed fixed)) {
            throw new UnsupportedTensorException("input \"" + spec.name() + "\" is no tensor of numbers");
        }
        return call.create(
                fixed.data(),
                new ai.djl.ndarray.types.Shape(fixed.shape().toArray()),
                TorchTypes.torch(fixed.datatype())
                        .orElseThrow(() -> new UnsupportedTensorException("input \"" + spec.name() + "\" is "
                                + fixed.datatype() + ", which PyTorch's engine does not take")));
    }

    private List<Tensor> read(NDList answers, List<String> outputs) {
        List<Tensor> tensors = new ArrayList<>(outputs.size());
        for (String name : outputs) {
            tensors.add(tensor(answer(answers, name), signature.output(name).orElseThrow()));
        }
        return tensors;
    }

    /** By the dictionary's key where the model answers one, else by position. */
    private NDArray answer(NDList answers, String name) {
        for (NDArray answer : answers) {
            if (name.equals(answer.getName())) {
                return answer;
            }
        }
        int position = signature.outputs().indexOf(signature.output(name).orElseThrow());
        if (position >= answers.size() || answers.get(position).getName() != null) {
            throw new PredictionException("it gave no output \"" + name + "\"; the package declares "
                    + signature.outputs().size() + " outputs, it gave " + answers.size());
        }
        return answers.get(position);
    }

    private static Tensor tensor(NDArray answer, TensorSpec spec) {
        Shape shape = Shape.of(answer.getShape().getShape());
        boolean sameType = TorchTypes.torch(spec.datatype()).stream().anyMatch(type -> type == answer.getDataType());
        if (!sameType || !shape.fits(spec.shape())) {
            throw new PredictionException("its output \"" + spec.name() + "\" is " + answer.getDataType() + " " + shape
                    + "; the package declares " + spec.datatype() + " " + spec.shape());
        }
        return new Tensor.Fixed(spec.name(), spec.datatype(), shape, answer.toByteBuffer(false));
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }
}
