package dev.slipway.functions.image;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.folder.FolderModelStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains the JVM's start-up cache of a container image (JEP 483, JEP 514): the function is started under AWS's runtime
 * client as Lambda starts it, asked some calls, and ends. {@code image/train} runs it while the image is built.
 */
public final class Training {

    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final String HANDLER = "dev.slipway.functions.lambda.InferenceHandler";
    private static final String WEIGHTS = "model.pt";
    private static final int CALLS = 300;

    private Training() {}

    /**
     * Two steps, since the function is told its model by its environment.
     *
     * @param arguments {@code store FOLDER} puts a small package there and prints its digest; {@code run PORT} asks the
     *     function that AWS_LAMBDA_RUNTIME_API tells to listen to that port
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 2 && arguments[0].equals("store")) {
            System.out.println(store(new FolderModelStore(Path.of(arguments[1]))));
        } else if (arguments.length == 2 && arguments[0].equals("run")) {
            RuntimeStub.start(Integer.parseInt(arguments[1]), event(), CALLS);
            // It comes with Lambda, and with the image: we are not compiled against it.
            Class.forName(CLIENT).getMethod("main", String[].class).invoke(null, (Object) new String[] {HANDLER});
        } else {
            throw new IllegalArgumentException("expected: store FOLDER, or run PORT");
        }
    }

    /** A package of the smallest of models, a layer of four numbers to three. */
    static Digest store(ModelStore store) throws IOException {
        ServingManifest serving = new ServingManifest(
                new ModelName("training"),
                ModelFormat.TORCHSCRIPT,
                List.of(WEIGHTS),
                Optional.empty(),
                new Signature(
                        List.of(new TensorSpec("x", Datatype.FP32, List.of(-1L, 4L))),
                        List.of(new TensorSpec("y", Datatype.FP32, List.of(-1L, 3L)))),
                "metadata");
        Manifest manifest = new Manifest(
                layer(store, "config.json", "{}".getBytes(StandardCharsets.UTF_8)),
                List.of(layer(store, WEIGHTS, weights()), layer(store, ServingManifest.PATH, serving.bytes())));
        put(store, manifest.bytes());
        store.publish(manifest.digest());
        return manifest.digest();
    }

    private static byte[] weights() throws IOException {
        try (InputStream in = Training.class.getResourceAsStream(WEIGHTS)) {
            if (in == null) {
                throw new IOException("the jar has no " + WEIGHTS);
            }
            return in.readAllBytes();
        }
    }

    private static Descriptor layer(ModelStore store, String path, byte[] bytes) {
        return new Descriptor(
                "application/octet-stream", put(store, bytes), bytes.length, Map.of(Descriptor.FILEPATH, path));
    }

    private static Digest put(ModelStore store, byte[] bytes) {
        Digest digest = Digest.of(bytes);
        store.put(digest, bytes.length, () -> new ByteArrayInputStream(bytes));
        return digest;
    }

    /** An inference as API Gateway sends it. */
    private static String event() {
        return """
                {"version":"2.0","routeKey":"$default","rawPath":"/v2/models/training/infer","rawQueryString":"",\
                "headers":{"content-type":"application/json"},"requestContext":{"http":{"method":"POST",\
                "path":"/v2/models/training/infer"},"stage":"$default"},"isBase64Encoded":false,\
                "body":"{\\"inputs\\":[{\\"name\\":\\"x\\",\\"shape\\":[1,4],\\"datatype\\":\\"FP32\\",\\"data\\":[1,2,3,4]}]}"}""";
    }
}
