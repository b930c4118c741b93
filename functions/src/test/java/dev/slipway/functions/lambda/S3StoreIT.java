package dev.slipway.functions.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.functions.testing.FunctionProcess;
import dev.slipway.functions.testing.OnnxModels;
import dev.slipway.functions.testing.RuntimeApi;
import dev.slipway.functions.testing.TestPackages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The built bundle loads its package out of S3: here, GET requests on loopback that a folder answers. */
@EnabledOnOs(OS.LINUX)
class S3StoreIT {

    private static final String PLACE = "/our-packages/packages/";

    @TempDir
    private Path folder;

    private final RuntimeApi api = new RuntimeApi();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> variables = new HashMap<>();
    private final HttpServer s3;
    private Digest digest = Digest.of(new byte[0]);

    S3StoreIT() throws IOException {
        s3 = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void storeThePackage() {
        digest = TestPackages.store(
                new FolderModelStore(folder.resolve("store")),
                "sums",
                OnnxModels.sumAndProduct(),
                OnnxModels.sumAndProductSignature(),
                TestFunction.SAMPLE);
        s3.createContext("/", this::answer);
        s3.start();
        variables.put("SLIPWAY_MODEL", digest.toString());
        variables.put("SLIPWAY_STORE", "s3://our-packages/packages/");
        variables.put("AWS_REGION", "eu-central-1");
        variables.put(
                "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + s3.getAddress().getPort());
        variables.put("AWS_ACCESS_KEY_ID", "test");
        variables.put("AWS_SECRET_ACCESS_KEY", "test");
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
    }

    @AfterEach
    void stopServers() {
        api.close();
        s3.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + path);
            Path file = folder.resolve("store").resolve(path.substring(Math.min(PLACE.length(), path.length())));
            if (!Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] bytes = Files.readAllBytes(file);
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Test
    void aPackageInS3IsLoadedOnceAndAnswers() throws IOException {
        try (FunctionProcess function = FunctionProcess.start(folder, api, variables, true, List.of())) {
            String answer = api.invoke(TestFunction.event("GET", "/v2/models/sums"), TestFunction.LIVE)
                    .join();

            assertThat(answer).contains("\"Slipway-Digest\":\"" + digest + "\"");
            assertThat(asked).isNotEmpty().doesNotHaveDuplicates().allMatch(line -> line.startsWith("GET " + PLACE));
            assertThat(function.err()).isEmpty();
            assertThat(function.temporaryFiles()).isEmpty();
        }
    }

    @Test
    void aPackageThatIsNotInS3FailsTheInitByName() {
        Digest missing = Digest.of(new byte[] {1});
        variables.put("SLIPWAY_MODEL", missing.toString());
        try (FunctionProcess _ = FunctionProcess.start(folder, api, variables, true, List.of())) {
            assertThat(api.initError().join()).contains(missing.toString());
        }
    }
}
