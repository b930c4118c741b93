package dev.slipway.local.stage;

import static dev.slipway.local.testing.ProbePackage.MODEL;

import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.release.Status;
import dev.slipway.local.function.InstalledCode;
import dev.slipway.local.runtime.HostLimits;
import dev.slipway.local.testing.Await;
import dev.slipway.local.testing.Probe;
import dev.slipway.local.testing.ProbePackage;
import dev.slipway.local.testing.Wire;
import dev.slipway.local.testing.Wire.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A whole stage in the test's own process, with {@link dev.slipway.local.testing.ProbeHandler} for a function. */
final class ProbeStage implements AutoCloseable {

    static final String SERVING = "{memory: 256, timeout: 10s, snapstart: on}";
    static final String INFER = "/v2/models/probe/infer";

    private final Path home;
    private final Stage stage;
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    private ProbeStage(StageOptions options) {
        this.home = options.home();
        this.stage = Stage.start(options, new StageListener() {
            @Override
            public void progress(String line) {
                // of no interest here
            }

            @Override
            public void warning(String line) {
                warnings.add(line);
            }
        });
    }

    /** What a stage in this folder is started with; the code lies beside its home. */
    static StageOptions options(Path folder) {
        InstalledCode code = Probe.install(folder.resolve("installed"));
        return StageOptions.of(folder.resolve("home"), _ -> code, "1.2.3")
                .at("127.0.0.1", 0, false)
                .windows(Duration.ofMillis(200))
                .limited(Probe.machine(Map.of()), HostLimits.lambda(), StageOptions.GATEWAY_PATIENCE);
    }

    static ProbeStage start(StageOptions options) {
        return new ProbeStage(options);
    }

    Stage stage() {
        return stage;
    }

    URI url() {
        return stage.url();
    }

    /** {@code 127.0.0.1:port}. */
    String host() {
        return url().getAuthority();
    }

    StageFile file() {
        return StageFile.read(home).orElseThrow();
    }

    List<String> warnings() {
        return warnings;
    }

    /** Stores a package and releases it to the end of its plan. */
    Digest serve(String weights, String serving) {
        Digest digest = ProbePackage.put(stage.models(), weights, serving, ProbePackage.AT_ONCE);
        stage.release(MODEL, digest, Optional.empty(), "test", "");
        awaitPromoted();
        return digest;
    }

    /** Its endpoint's status as text. */
    String status() {
        return JsonText.write(stage.status(MODEL).orElseThrow().json());
    }

    /** The processes that this one started and that run, without the shells that watch over them. */
    List<ProcessHandle> processes() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    void awaitPromoted() {
        Await.until(
                "the release is promoted",
                () -> stage.status(MODEL)
                        .filter(status -> status.weights().isPresent())
                        .flatMap(EndpointStatus::release)
                        .filter(release -> release.status() instanceof Status.Promoted)
                        .isPresent());
    }

    /** Sends a request with a body to a path; {@code headers} one a line, with a line feed before each. */
    Reply post(String path, String headers, String body) {
        return Wire.ask(
                url(), "POST " + path + " HTTP/1.1\nHost: " + host() + headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Asks the model with a body. */
    Reply infer(String body) {
        return post(INFER, "\nContent-Type: application/json", body);
    }

    /** Sends a request without a body. */
    Reply send(String method, String path, String headers) {
        try (Wire wire = Wire.to(url())) {
            return wire.head(method + " " + path + " HTTP/1.1\nHost: " + host() + headers)
                    .reply(!method.equals("HEAD"));
        }
    }

    Reply get(String path) {
        return send("GET", path, "");
    }

    @Override
    public void close() {
        stage.close();
    }
}
