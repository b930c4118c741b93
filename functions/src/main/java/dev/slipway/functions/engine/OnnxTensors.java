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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tensors of ours as ONNX Runtime's, and back. Elements outside the heap are not copied on the way in. */
final class OnnxTensors {

    private final OrtEnvironment environment;
    private final Map<Datatype, UnsignedCast> casts;

    private OnnxTensors(OrtEnvironment environment, Map<Datatype, UnsignedCast> casts) {
        this.environment = environment;
        this.casts = casts;
    }

    static OnnxTensors of(OrtEnvironment environment, Signature signature) throws OrtException {
        Map<Datatype, UnsignedCast> casts = new EnumMap<>(Datatype.class);
        for (TensorSpec input : signature.inputs()) {
            if (UnsignedCast.isNeeded(input.datatype()) && !casts.containsKey(input.datatype())) {
                casts.put(input.datatype(), UnsignedCast.of(environment, input.datatype()));
            }
        }
        return new OnnxTensors(environment, casts);
    }

    OnnxTensor toOnnx(Tensor tensor) throws OrtException {
        return switch (tensor) {
            case Tensor.Fixed fixed -> fixed(fixed);
            case Tensor.Bytes bytes ->
                OnnxTensor.createTensor(environment, texts(bytes), bytes.shape().toArray());
        };
    }

    private OnnxTensor fixed(Tensor.Fixed tensor) throws OrtException {
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

    /** ONNX Runtime's Java API carries strings in Java's own form of UTF-8, which differs for some characters. */
    private static String[] texts(Tensor.Bytes tensor) {
        String[] texts = new String[tensor.elements().size()];
        for (int i = 0; i < texts.length; i++) {
            byte[] element = tensor.elements().get(i);
            if (!carried(element)) {
                throw new UnsupportedTensorException("input \"" + tensor.name() + "\" has an element at "
                        + tensor.shape().position(i)
                        + " that ONNX Runtime for Java cannot take as it is; expected UTF-8"
                        + " text without NUL and without characters above U+FFFF");
            }
            texts[i] = new String(element, StandardCharsets.UTF_8);
        }
        return texts;
    }

    private static boolean carried(byte[] element) {
        for (byte part : element) {
            if (part == 0 || (part & 0xF8) == 0xF0) {
                return false;
            }
        }
        return Arrays.equals(new String(element, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), element);
    }

    static Tensor fromOnnx(String name, OnnxTensor tensor) throws OrtException {
        TensorInfo info = tensor.getInfo();
        Datatype datatype = OnnxTypes.datatype(info.onnxType)
                .orElseThrow(() -> new PredictionException("the output \"" + name + "\" has the type " + info.onnxType
                        + ", which the V2 protocol has no datatype for"));
        Shape shape = Shape.of(info.getShape());
        if (datatype == Datatype.BYTES) {
            List<byte[]> elements = new ArrayList<>();
            flatten(tensor.getValue(), elements);
            return new Tensor.Bytes(name, shape, elements);
        }
        ByteBuffer data = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
        return new Tensor.Fixed(name, datatype, shape, data);
    }

    private static void flatten(Object value, List<byte[]> elements) {
        if (value instanceof Object[] values) {
            for (Object inner : values) {
                flatten(inner, elements);
            }
        } else {
            elements.add(value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    void close() throws OrtException {
        for (UnsignedCast cast : casts.values()) {
            cast.close();
        }
    }
}
