package dev.slipway.bench;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.Map;

/** The least that a prediction takes in Java: ONNX Runtime's own API, elements in and elements out, and nothing around. */
final class RawModel {

    private final OrtEnvironment environment;
    private final OrtSession session;

    private RawModel(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /** Loads a model with the settings that the function has. */
    static RawModel load(String file) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new RawModel(environment, environment.createSession(file, options));
        }
    }

    /** How many bytes came out. */
    int predict(ByteBuffer elements, long[] shape) throws OrtException {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, elements, shape, OnnxJavaType.FLOAT);
                OrtSession.Result result = session.run(Map.of("x", input))) {
            int bytes = 0;
            for (int i = 0; i < result.size(); i++) {
                bytes += ((OnnxTensor) result.get(i)).getByteBuffer().limit();
            }
            return bytes;
        }
    }
}
