package dev.slipway.functions.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.tensor.PredictionException;
import dev.slipway.functions.tensor.Shape;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.UnsupportedTensorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tensors of ours as ONNX Runtime's, and back. Elements outside the heap are not copied on the way in. */
final class OnnxTensors implements Tensor.Kinds<OnnxTensor, OrtException> {

    private final OrtEnvironment environment;
    private final Map<Datatype, UnsignedCast> casts;
    private final Optional<OnnxStrings> strings;

    private OnnxTensors(OrtEnvironment environment, Map<Datatype, UnsignedCast> casts, Optional<OnnxStrings> strings) {
        this.environment = environment;
        this.casts = casts;
        this.strings = strings;
    }

    static OnnxTensors of(OrtEnvironment environment, Signature signature) throws OrtException {
        Map<Datatype, UnsignedCast> casts = new EnumMap<>(Datatype.class);
        for (TensorSpec input : signature.inputs()) {
            if (UnsignedCast.isNeeded(input.datatype()) && !casts.containsKey(input.datatype())) {
                casts.put(input.datatype(), UnsignedCast.of(environment, input.datatype()));
            }
        }
        boolean texts = hasTexts(signature.inputs()) || hasTexts(signature.outputs());
        return new OnnxTensors(environment, casts, texts ? Optional.of(OnnxStrings.find()) : Optional.empty());
    }

    private static boolean hasTexts(List<TensorSpec> tensors) {
        for (TensorSpec tensor : tensors) {
            if (tensor.datatype() == Datatype.BYTES) {
                return true;
            }
        }
        return false;
    }

    OnnxTensor toOnnx(Tensor tensor) throws OrtException {
        return tensor.by(this);
    }

    @Override
    public OnnxTensor fixed(Tensor.Fixed tensor) throws OrtException {
        return switch (tensor.datatype()) {
            case BOOL -> create(tensor, OnnxJavaType.BOOL);
            case UINT8 -> create(tensor, OnnxJavaType.UINT8);
            case INT8 -> create(tensor, OnnxJavaType.INT8);
            case INT16 -> create(tensor, OnnxJavaType.INT16);
            case INT32 -> create(tensor, OnnxJavaType.INT32);
            case INT64 -> create(tensor, OnnxJavaType.INT64);
            case FP16 -> create(tensor, OnnxJavaType.FLOAT16);
            case BF16 -> create(tensor, OnnxJavaType.BFLOAT16);
            case FP32 -> create(tensor, OnnxJavaType.FLOAT);
            case FP64 -> create(tensor, OnnxJavaType.DOUBLE);
            case UINT16 -> unsigned(tensor, OnnxJavaType.INT16);
            case UINT32 -> unsigned(tensor, OnnxJavaType.INT32);
            case UINT64 -> unsigned(tensor, OnnxJavaType.INT64);
            case BYTES -> throw new IllegalStateException("BYTES have no fixed width");
        };
    }

    private OnnxTensor create(Tensor.Fixed tensor, OnnxJavaType type) throws OrtException {
        return OnnxTensor.createTensor(
                environment, tensor.data(), tensor.shape().toArray(), type);
    }

    private OnnxTensor unsigned(Tensor.Fixed tensor, OnnxJavaType sameBits) throws OrtException {
        UnsignedCast cast = casts.get(tensor.datatype());
        if (cast == null) {
            throw new UnsupportedTensorException(
                    "input \"" + tensor.name() + "\" is " + tensor.datatype() + ", which this model has no input of");
        }
        return cast.apply(create(tensor, sameBits));
    }

    @Override
    public OnnxTensor bytes(Tensor.Bytes tensor) throws OrtException {
        for (int i = 0; i < tensor.elements().size(); i++) {
            for (byte part : tensor.elements().get(i)) {
                if (part == 0) {
                    throw new UnsupportedTensorException("input \"" + tensor.name()
                            + "\" has a string with a zero byte at "
                            + tensor.shape().position(i) + ", which ONNX Runtime would cut it off at; expected none");
                }
            }
        }
        return strings().create(environment, tensor.shape(), tensor.elements());
    }

    private OnnxStrings strings() {
        return strings.orElseThrow(() -> new UnsupportedTensorException("this model has no BYTES"));
    }

    Tensor fromOnnx(String name, OnnxTensor tensor) throws OrtException {
        TensorInfo info = tensor.getInfo();
        Datatype datatype = OnnxTypes.datatype(info.onnxType)
                .orElseThrow(() -> new PredictionException("the output \"" + name + "\" has the type " + info.onnxType
                        + ", which the V2 protocol has no datatype for"));
        Shape shape = Shape.of(info.getShape());
        if (datatype == Datatype.BYTES) {
            int count = Math.toIntExact(shape.elements());
            return new Tensor.Bytes(name, shape, strings().read(tensor, count));
        }
        ByteBuffer data = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
        return new Tensor.Fixed(name, datatype, shape, data);
    }

    void close() throws OrtException {
        for (UnsignedCast cast : casts.values()) {
            cast.close();
        }
    }
}
