package dev.slipway.serve;

import dev.slipway.functions.v2.ServedModel;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** What a process counts, for Prometheus to fetch. Threads may share it. */
final class Metrics {

    private static final double NANOS_PER_SECOND = 1e9;

    /** A tenth of a millisecond to ten seconds: a small model answers in the first, a patient client sees the last. */
    private static final double[] BOUNDS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Counter calls;
    private final Histogram seconds;

    Metrics(ServedModel model, Admission admission) {
        Info info = Info.builder()
                .name("slipway_model_info")
                .help("The package that is served.")
                .labelNames("model", "digest")
                .register(registry);
        info.setLabelValues(model.name().value(), model.digest().toString());
        calls = Counter.builder()
                .name("slipway_calls_total")
                .help("Answered inference calls by HTTP status; 5xx are errors of the model or the process.")
                .labelNames("status")
                .register(registry);
        seconds = Histogram.builder()
                .name("slipway_call_seconds")
                .unit(Unit.SECONDS)
                .help("Time from an inference call's head to its answer, of all that were taken on.")
                .classicOnly()
                .classicUpperBounds(BOUNDS)
                .register(registry);
        GaugeWithCallback.builder()
                .name("slipway_running")
                .help("Predictions that run now.")
                .callback(gauge -> gauge.call(admission.running()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("slipway_waiting")
                .help("Calls that were taken on and wait for their body or their turn.")
                .callback(gauge -> gauge.call(admission.waiting()))
                .register(registry);
    }

    /** Counts an inference call. */
    void count(int status, long nanos) {
        calls.labelValues(Integer.toString(status)).inc();
        seconds.observe(nanos / NANOS_PER_SECOND);
    }

    /**
     * The page that Prometheus fetches.
     *
     * @param accept what the client says that it takes
     */
    Page page(String accept) throws IOException {
        ExpositionFormatWriter writer = formats.findWriter(accept);
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        writer.write(page, registry.scrape());
        return new Page(writer.getContentType(), page.toByteArray());
    }

    /**
     * A page of metrics.
     *
     * @param contentType its media type
     * @param body its bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record Page(String contentType, byte[] body) {}
}
