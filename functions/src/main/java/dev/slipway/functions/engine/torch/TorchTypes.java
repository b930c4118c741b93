package dev.slipway.functions.engine.torch;

import ai.djl.ndarray.types.DataType;
import dev.slipway.core.model.Datatype;
import java.util.Optional;

/** PyTorch's element types in the protocol's words, and back. */
final class TorchTypes {

    private TorchTypes() {}

    /** The element type; absent where PyTorch, or DJL's way to it, has none. */
    static Optional<DataType> torch(Datatype datatype) {
        return Optional.ofNullable(
                switch (datatype) {
                    case BOOL -> DataType.BOOLEAN;
                    case UINT8 -> DataType.UINT8;
                    case INT8 -> DataType.INT8;
                    case INT16 -> DataType.INT16;
                    case INT32 -> DataType.INT32;
                    case INT64 -> DataType.INT64;
                    case FP16 -> DataType.FLOAT16;
                    case FP32 -> DataType.FLOAT32;
                    case FP64 -> DataType.FLOAT64;
                    case UINT16, UINT32, UINT64, BF16, BYTES -> null;
                });
    }
}
