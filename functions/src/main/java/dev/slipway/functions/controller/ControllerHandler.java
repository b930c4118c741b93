package dev.slipway.functions.controller;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.slipway.core.control.CommitReports;
import dev.slipway.core.control.Controller;
import dev.slipway.core.control.Controller.TickFailure;
import dev.slipway.core.model.ModelName;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The release controller. Called each minute, and at once when an alarm fires; what the event says makes no difference,
 * for everything that matters is read anew. A call in which an endpoint failed fails as a whole, so that Lambda counts
 * it, and the alarm on silence hears of it; the next call tries again.
 */
public final class ControllerHandler implements RequestStreamHandler {

    private final Controller controller;
    private final Optional<CommitReports> reports;
    private final EvidenceLine line;
    private final InstantSource clock;
    private final PrintStream log;

    /** What Lambda calls. */
    public ControllerHandler() {
        this(Wiring.ofThisProcess(), System.out);
    }

    private ControllerHandler(Wiring wiring, PrintStream log) {
        this(wiring.controller(log), wiring.commitReports(log), wiring.evidenceLine(), InstantSource.system(), log);
    }

    /** A handler of these parts. */
    ControllerHandler(
            Controller controller,
            Optional<CommitReports> reports,
            EvidenceLine line,
            InstantSource clock,
            PrintStream log) {
        this.controller = controller;
        this.reports = reports;
        this.line = line;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        List<TickFailure> failures = controller.tick();
        List<ModelName> failed = failures.stream().map(TickFailure::endpoint).toList();
        controller.endpoints().stream()
                .filter(endpoint -> !failed.contains(endpoint))
                .forEach(this::tell);
        reports.ifPresent(teller -> controller.endpoints().forEach(endpoint -> tellCommit(teller, endpoint)));
        if (!failures.isEmpty()) {
            throw failed(failures);
        }
    }

    /** After everything else: that GitHub is silent is no failure of a release, and no reason for an alarm. */
    private void tellCommit(CommitReports teller, ModelName endpoint) {
        try {
            teller.tell(endpoint);
        } catch (RuntimeException e) {
            log.println("slipway: " + endpoint + ": its commit could not be told and will be later: " + e.getMessage());
        }
    }

    private void tell(ModelName endpoint) {
        controller
                .status(endpoint)
                .flatMap(status -> line.of(status, clock.instant()))
                .ifPresent(log::println);
    }

    private static IllegalStateException failed(List<TickFailure> failures) {
        IllegalStateException failed = new IllegalStateException(failures.stream()
                .map(failure -> failure.endpoint() + ": " + failure.cause().getMessage())
                .collect(Collectors.joining("; ")));
        failures.forEach(failure -> failed.addSuppressed(failure.cause()));
        return failed;
    }
}
