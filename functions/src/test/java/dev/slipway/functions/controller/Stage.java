package dev.slipway.functions.controller;

import dev.slipway.core.control.Controller;
import dev.slipway.core.control.Ports;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService.Invocation;
import dev.slipway.core.platform.memory.MemoryAlarmSource;
import dev.slipway.core.platform.memory.MemoryFunctionService;
import dev.slipway.core.platform.memory.MemoryMetricSource;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.core.platform.memory.MemoryReleaseStore;
import dev.slipway.core.platform.memory.MemoryRouter;
import dev.slipway.functions.testing.OnnxModels;
import dev.slipway.functions.testing.TestPackages;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A stage in memory whose functions say {@link #says}, and whose clock moves when somebody waits. */
final class Stage {

    static final ModelName ECHO = new ModelName("echo");

    private static final String SAMPLE = """
            {"request": {"inputs": [{"name": "x", "datatype": "FP32", "shape": [1], "data": [2]}]}, \
            "response": {"outputs": [{"name": "y", "datatype": "FP32", "shape": [1], "data": [2]}]}}
            """;

    final MemoryModelStore models = new MemoryModelStore();
    final MemoryReleaseStore releases = new MemoryReleaseStore();
    final MemoryAlarmSource alarms = new MemoryAlarmSource();
    final MemoryFunctionService functions = new MemoryFunctionService("code", version -> event -> answer(version));
    final MemoryRouter router = new MemoryRouter(functions, 2);
    final Map<ModelName, Digest> deployed = new HashMap<>();

    /** What every function answers a prediction with. */
    int says = 2;

    Instant now = Instant.parse("2026-11-24T08:00:00Z");

    private final MemoryMetricSource metrics =
            new MemoryMetricSource(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofHours(1), now);

    /** Packs a model that echoes. */
    Digest pack() {
        return TestPackages.store(
                models,
                ECHO.value(),
                "weights".getBytes(StandardCharsets.UTF_8),
                OnnxModels.identitySignature(Datatype.FP32, 1),
                SAMPLE);
    }

    Controller controller() {
        Ports ports = new Ports(functions, router, metrics, alarms, releases, models);
        return new Controller(ports, () -> now, Duration.ofMinutes(12), event -> {});
    }

    FirstRelease firstRelease() {
        return new FirstRelease(
                controller(),
                model -> java.util.Optional.ofNullable(deployed.get(model)),
                time -> now = now.plus(time),
                "prod");
    }

    private Invocation answer(FunctionVersion version) {
        Json output = Json.object()
                .with("name", Json.of("y"))
                .with("datatype", Json.of("FP32"))
                .with("shape", Json.array(List.of(Json.of(1))))
                .with("data", Json.array(List.of(new Json.Numeric(BigDecimal.valueOf(says)))));
        return new Invocation.Answered(JsonText.canonical(Json.object()
                .with("statusCode", Json.of(200))
                .with(
                        "headers",
                        Json.object()
                                .with("slipway-digest", Json.of(version.digest().toString())))
                .with("body", Json.of(JsonText.write(Json.object().with("outputs", Json.array(List.of(output))))))
                .with("isBase64Encoded", Json.of(false))));
    }
}
