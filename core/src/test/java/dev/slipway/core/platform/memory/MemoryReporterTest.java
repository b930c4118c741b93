package dev.slipway.core.platform.memory;

import dev.slipway.core.platform.ReleaseReport;
import dev.slipway.core.platform.Reporter;
import dev.slipway.core.platform.kit.ReporterContract;

class MemoryReporterTest extends ReporterContract {

    private final MemoryReporter reporter = new MemoryReporter();

    @Override
    protected Reporter reporter() {
        return reporter;
    }

    @Override
    protected Seen seen(String release) {
        ReleaseReport report = reporter.last(release).orElseThrow();
        return new Seen(lightOf(report.standing()), report.text());
    }
}
