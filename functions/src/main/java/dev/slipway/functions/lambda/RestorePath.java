package dev.slipway.functions.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What AWS's runtime client does for the first time between a restore and the first call, done once before the snapshot:
 * its classes are loaded and its call sites linked then, and every restored environment is spared that. Where the client
 * is another than the one known here, or there is no loopback interface, a part of the walk is left out, and nothing is
 * lost but time.
 *
 * <p>Source: github.com/aws/aws-lambda-java-libs, {@code AWSLambda.onInitComplete} and what follows it.
 */
final class RestorePath {

    private static final String CLIENT = "com.amazonaws.services.lambda.";

    /** Loaded by the first call, whatever it is. */
    private static final List<String> FIRST_CALL = List.of(
            CLIENT + "runtime.LambdaRuntime",
            CLIENT + "runtime.LambdaRuntimeInternal",
            CLIENT + "runtime.api.client.api.LambdaContext",
            CLIENT + "runtime.api.client.util.ConcurrencyConfig",
            CLIENT + "runtime.api.client.util.EnvReader",
            "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

    private static final int LONGEST = 5000;

    /** What the Runtime API answers to restore/next. */
    private static final byte[] RESTORED =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private RestorePath() {}

    /** Walks it; how many of its parts could not be. */
    static int walk() {
        ClassLoader client = ClassLoader.getSystemClassLoader();
        int failed = 0;
        for (Part part : List.<Part>of(
                RestorePath::askToBeRestored,
                () -> runHooksOfNobody(client),
                () -> readConcurrency(client),
                () -> loadWhatTheFirstCallLoads(client))) {
            try {
                part.walk();
            } catch (ReflectiveOperationException | LinkageError | IOException | RuntimeException e) {
                failed++;
            }
        }
        return failed;
    }

    @FunctionalInterface
    private interface Part {
        void walk() throws ReflectiveOperationException, IOException;
    }

    private static void loadWhatTheFirstCallLoads(ClassLoader client) throws ClassNotFoundException {
        for (String name : FIRST_CALL) {
            Class.forName(name, true, client);
        }
    }

    /** A call to restore/next ends inside of HttpURLConnection: so does one to a server of our own, gone right after. */
    private static void askToBeRestored() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(server), "restore-path");
            answering.setDaemon(true);
            answering.start();
            String place = "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
            HttpURLConnection connection = (HttpURLConnection) URI.create(place + "/2018-06-01/runtime/restore/next")
                    .toURL()
                    .openConnection(java.net.Proxy.NO_PROXY);
            connection.setRequestMethod("GET");
            connection.setConnectTimeout(LONGEST);
            connection.setReadTimeout(LONGEST);
            connection.setRequestProperty("User-Agent", "priming");
            connection.getResponseCode();
            connection.getInputStream().close();
            // Or it would be kept for the next call, and be in the snapshot.
            connection.disconnect();
        }
    }

    private static void answer(ServerSocket server) {
        try (Socket socket = server.accept();
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            // The request has no body: it ends with an empty line.
            int ends = 0;
            while (ends < 4) {
                int sign = in.read();
                ends = sign == '\r' || sign == '\n' ? ends + 1 : sign < 0 ? 4 : 0;
            }
            out.write(RESTORED);
            out.flush();
            in.read();
        } catch (IOException e) {
            // Whoever asked has gone.
            return;
        }
    }

    /** Runs the hooks of a context of its own, in which there is one that does nothing. */
    private static void runHooksOfNobody(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> resource = Class.forName(CLIENT + "crac.Resource", true, loader);
        Class<?> context = Class.forName(CLIENT + "crac.Context", true, loader);
        Object global = Class.forName(CLIENT + "crac.Core", true, loader)
                .getMethod("getGlobalContext")
                .invoke(null);
        Constructor<?> another = global.getClass().getDeclaredConstructor();
        Object nobodys = another.newInstance();
        Object nothing = Proxy.newProxyInstance(
                resource.getClassLoader(), new Class<?>[] {resource}, (proxy, method, _) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    // The only one in its map is found by reference.
                    case "equals" -> false;
                    default -> null;
                });
        context.getMethod("register", resource).invoke(nobodys, nothing);
        context.getMethod("afterRestore", context).invoke(nobodys, new Object[] {null});
    }

    private static void readConcurrency(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> logger = Class.forName(CLIENT + "runtime.api.client.logging.LambdaContextLogger", true, loader);
        Class.forName(CLIENT + "runtime.api.client.util.ConcurrencyConfig", true, loader)
                .getConstructor(logger)
                .newInstance(new Object[] {null});
    }
}
