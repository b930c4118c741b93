package dev.slipway.core.model;

import java.util.List;
import java.util.Optional;

/** The tensor datatypes of the Open Inference Protocol V2 (inference_rest.md, "Tensor Data Types"). */
public enum Datatype {
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FP16(2),
    BF16(2),
    FP32(4),
    FP64(8),
    /** Byte strings of any length, one by one. */
    BYTES(0);

    private static final List<Datatype> ALL = List.of(values());

    private final int width;

    Datatype(int width) {
        this.width = width;
    }

    /** Bytes of one element; 0 for {@link #BYTES}, whose elements vary. */
    public int width() {
        return width;
    }

    /** The datatype of this name, where there is one. Names are upper case in the protocol. */
    public static Optional<Datatype> named(String name) {
        for (Datatype type : ALL) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
