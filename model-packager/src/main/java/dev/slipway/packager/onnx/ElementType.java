package dev.slipway.packager.onnx;

import dev.slipway.core.model.Datatype;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The element types of ONNX tensors ({@code TensorProto.DataType}), and what the V2 protocol calls them. */
public enum ElementType {
    UNDEFINED(0, null),
    FLOAT(1, Datatype.FP32),
    UINT8(2, Datatype.UINT8),
    INT8(3, Datatype.INT8),
    UINT16(4, Datatype.UINT16),
    INT16(5, Datatype.INT16),
    INT32(6, Datatype.INT32),
    INT64(7, Datatype.INT64),
    STRING(8, Datatype.BYTES),
    BOOL(9, Datatype.BOOL),
    FLOAT16(10, Datatype.FP16),
    DOUBLE(11, Datatype.FP64),
    UINT32(12, Datatype.UINT32),
    UINT64(13, Datatype.UINT64),
    COMPLEX64(14, null),
    COMPLEX128(15, null),
    BFLOAT16(16, Datatype.BF16),
    FLOAT8E4M3FN(17, null),
    FLOAT8E4M3FNUZ(18, null),
    FLOAT8E5M2(19, null),
    FLOAT8E5M2FNUZ(20, null),
    UINT4(21, null),
    INT4(22, null),
    FLOAT4E2M1(23, null),
    /** One that is newer than this list. */
    OTHER(-1, null);

    private final int number;
    private final @Nullable Datatype datatype;

    ElementType(int number, @Nullable Datatype datatype) {
        this.number = number;
        this.datatype = datatype;
    }

    /** The protocol's datatype, where it has one. */
    public Optional<Datatype> datatype() {
        return Optional.ofNullable(datatype);
    }

    static ElementType of(long number) {
        return Arrays.stream(values())
                .filter(type -> type.number == number)
                .findFirst()
                .orElse(OTHER);
    }
}
