package dev.slipway.core.platform.memory;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.platform.kit.MetricSourceContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

class MemoryMetricSourceTest extends MetricSourceContract {

    private static final ModelName DIGITS = new ModelName("digits");
    private static final Instant MORNING = Instant.parse("2026-11-24T08:00:00Z");

    private final MemoryMetricSource metrics =
            new MemoryMetricSource(Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ofMinutes(1), MORNING);

    @Override
    protected MetricSource metrics() {
        return metrics;
    }

    @Override
    protected ModelName endpoint() {
        return DIGITS;
    }

    @Override
    protected Instant start() {
        return MORNING.plusSeconds(5);
    }

    @Override
    protected void serve(String version, Instant at, Duration latency, boolean failed, boolean warmingUp) {
        metrics.add(new MemoryMetricSource.Call(
                DIGITS, version, at, failed, warmingUp ? Optional.empty() : Optional.of(latency)));
    }

    @Override
    protected Instant settle() {
        return MORNING.plusSeconds(10);
    }
}
