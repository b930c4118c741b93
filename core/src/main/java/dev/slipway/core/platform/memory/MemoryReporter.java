package dev.slipway.core.platform.memory;

import dev.slipway.core.platform.ReleaseReport;
import dev.slipway.core.platform.Reporter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports in memory, the last one of each release. Many threads may use it. */
public final class MemoryReporter implements Reporter {

    private final Map<String, ReleaseReport> last = new LinkedHashMap<>();
    private final List<ReleaseReport> all = new ArrayList<>();

    /** Nothing was told yet. */
    public MemoryReporter() {}

    @Override
    public synchronized void report(ReleaseReport report) {
        last.put(report.release(), report);
        all.add(report);
    }

    /** What people see of a release now. */
    public synchronized Optional<ReleaseReport> last(String release) {
        return Optional.ofNullable(last.get(release));
    }

    /** All that was told, in order. */
    public synchronized List<ReleaseReport> all() {
        return List.copyOf(all);
    }
}
