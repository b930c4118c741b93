import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The floor: a JVM and ONNX Runtime, and nothing else that could be left out. It answers every event with what the model
 * makes of 64 zeros, reads no JSON and writes one number.
 */
public final class Floor {

    public static void main(String[] arguments) throws Exception {
        String api = System.getenv("AWS_LAMBDA_RUNTIME_API");
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        OrtSession session = environment.createSession(System.getenv("MODEL_FILE"), options);
        String input = session.getInputNames().iterator().next();
        ByteBuffer zeros = ByteBuffer.allocateDirect(64 * Float.BYTES).order(ByteOrder.nativeOrder());
        int colon = api.indexOf(':');
        try (Socket socket = new Socket(api.substring(0, colon), Integer.parseInt(api.substring(colon + 1)))) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (true) {
                send(out, "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n");
                String id = read(in);
                try (OnnxTensor tensor =
                                OnnxTensor.createTensor(environment, zeros.asFloatBuffer(), new long[] {1, 64});
                        OrtSession.Result result = session.run(Map.of(input, tensor))) {
                    String body = "{\"statusCode\":200,\"body\":\"" + result.size() + "\"}";
                    send(
                            out,
                            "POST /2018-06-01/runtime/invocation/" + id
                                    + "/response HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                    + body);
                }
                read(in);
            }
        }
    }

    private static void send(OutputStream out, String text) throws Exception {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Reads an answer whole; the id of the call in it, if there is one. */
    private static String read(InputStream in) throws Exception {
        String id = "";
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "Content-Length: ", 0, 16)) {
                length = Integer.parseInt(line.substring(16));
            } else if (line.regionMatches(true, 0, "Lambda-Runtime-Aws-Request-Id: ", 0, 31)) {
                id = line.substring(31);
            }
        }
        in.readNBytes(length);
        return id;
    }

    private static String line(InputStream in) throws Exception {
        StringBuilder line = new StringBuilder();
        for (int letter = in.read(); letter != '\n'; letter = in.read()) {
            if (letter < 0) {
                System.exit(0);
            }
            if (letter != '\r') {
                line.append((char) letter);
            }
        }
        return line.toString();
    }
}
