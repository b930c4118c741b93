package dev.slipway.functions.controller;

import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseReport;
import dev.slipway.core.platform.Reporter;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A reporter that is made when it is first needed, and anew after it was refused or denied: its secret may have been put right, or
 * taken turns, since.
 */
final class LateReporter implements Reporter {

    private final Supplier<Reporter> make;
    private Optional<Reporter> made = Optional.empty();

    LateReporter(Supplier<Reporter> make) {
        this.make = make;
    }

    @Override
    public synchronized void report(ReleaseReport report) {
        Reporter reporter = made.orElseGet(make);
        made = Optional.of(reporter);
        try {
            reporter.report(report);
        } catch (PlatformException.Refused | PlatformException.Denied e) {
            made = Optional.empty();
            throw e;
        }
    }
}
