package dev.slipway.functions.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.slipway.core.model.Datatype;
import java.util.Map;

/**
 * Makes unsigned tensors. ONNX Runtime's Java API reads UINT16, UINT32 and UINT64 but cannot make them; its Cast
 * operator turns a signed integer of the same width into them and keeps every bit. So a model of that one operator does.
 */
final class UnsignedCast {

    private static final String INPUT = "signed";
    private static final String OUTPUT = "unsigned";

    private final OrtSession session;

    private UnsignedCast(OrtSession session) {
        this.session = session;
    }

    static boolean isNeeded(Datatype datatype) {
        return datatype == Datatype.UINT16 || datatype == Datatype.UINT32 || datatype == Datatype.UINT64;
    }

    static UnsignedCast of(OrtEnvironment environment, Datatype datatype) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            return new UnsignedCast(environment.createSession(OnnxBytes.cast(INPUT, OUTPUT, datatype), options));
        }
    }

    /** The same bits as an unsigned tensor, which the caller closes; {@code signed} is closed here. */
    OnnxTensor apply(OnnxTensor signed) throws OrtException {
        try (signed) {
            // Closing the result would close the tensor; the tensor alone is closed by the caller.
            @SuppressWarnings("resource")
            OnnxValue value = session.run(Map.of(INPUT, signed)).get(0);
            return (OnnxTensor) value;
        }
    }

    void close() throws OrtException {
        session.close();
    }
}
