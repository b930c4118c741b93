package dev.slipway.functions.engine;

import ai.onnxruntime.TensorInfo;
import dev.slipway.core.model.Datatype;
import java.util.Optional;

/** ONNX element types in the protocol's words, and back. */
final class OnnxTypes {

    private OnnxTypes() {}

    /** The datatype; absent where the protocol has none, as for complex numbers. */
    static Optional<Datatype> datatype(TensorInfo.OnnxTensorType type) {
        return Optional.ofNullable(
                switch (type) {
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> Datatype.BOOL;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> Datatype.UINT8;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> Datatype.UINT16;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> Datatype.UINT32;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> Datatype.UINT64;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> Datatype.INT8;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> Datatype.INT16;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> Datatype.INT32;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> Datatype.INT64;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> Datatype.FP16;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> Datatype.BF16;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> Datatype.FP32;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> Datatype.FP64;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> Datatype.BYTES;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED,
                            ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX64,
                            ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX128,
                            ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FN,
                            ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FNUZ,
                            ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2,
                            ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2FNUZ -> null;
                });
    }
}
