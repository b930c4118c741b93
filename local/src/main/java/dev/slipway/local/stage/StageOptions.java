package dev.slipway.local.stage;

import dev.slipway.core.platform.Reporter;
import dev.slipway.core.platform.Trust;
import dev.slipway.local.function.CodeSource;
import dev.slipway.local.runtime.HostLimits;
import dev.slipway.local.runtime.Machine;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a stage is started.
 *
 * @param home holds the store, the state and the logs; made where it is missing
 * @param code the function bundles and AWS's runtime client
 * @param machine what children run on
 * @param host the address to listen at
 * @param port the port to listen at; 0 takes a free one
 * @param expose whether {@code /stage/} is served although the host is not the loopback interface
 * @param window the length of a metric's window, and so of the controller's pace
 * @param limits what the function host allows
 * @param patience the longest a client's request waits for its answer
 * @param release Slipway's own version
 * @param trust whose packages are served
 * @param reporter who is told how releases go that come from a commit
 * @param page where there is more to see of a release; the stage's own page where it names none
 */
public record StageOptions(
        Path home,
        CodeSource code,
        Machine machine,
        String host,
        int port,
        boolean expose,
        Duration window,
        HostLimits limits,
        Duration patience,
        String release,
        Trust trust,
        Reporter reporter,
        Function<String, Optional<URI>> page) {

    /** The host where none is named. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** The port where none is named. */
    public static final int DEFAULT_PORT = 8080;

    /** The highest port there is. */
    public static final int MOST_PORT = 65_535;

    /** The longest that API Gateway's HTTP API waits. */
    public static final Duration GATEWAY_PATIENCE = Duration.ofSeconds(30);

    /**
     * Checks the port and the window.
     *
     * @throws IllegalArgumentException where one is out of its range
     */
    public StageOptions {
        if (port < 0 || port > MOST_PORT) {
            throw new IllegalArgumentException("port: found " + port + "; expected 0 to " + MOST_PORT);
        }
        if (window.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("window: found " + window + "; expected at least 100 ms");
        }
        home = home.toAbsolutePath().normalize();
    }

    /** A stage whose clients wait as long as API Gateway lets them. */
    public StageOptions(
            Path home,
            CodeSource code,
            Machine machine,
            String host,
            int port,
            boolean expose,
            Duration window,
            HostLimits limits,
            String release) {
        this(
                home,
                code,
                machine,
                host,
                port,
                expose,
                window,
                limits,
                GATEWAY_PATIENCE,
                release,
                Trust.ANYBODY,
                Reporter.silent(),
                _ -> Optional.empty());
    }

    /** A stage at the usual place, in windows of a second. */
    public static StageOptions of(Path home, CodeSource code, String release) {
        return new StageOptions(
                home,
                code,
                Machine.running(),
                DEFAULT_HOST,
                DEFAULT_PORT,
                false,
                Duration.ofSeconds(1),
                HostLimits.lambda(),
                release);
    }

    /** The same at another address. */
    public StageOptions at(String newHost, int newPort, boolean newExpose) {
        return new StageOptions(
                home, code, machine, newHost, newPort, newExpose, window, limits, patience, release, trust, reporter,
                page);
    }

    /** The same with other windows. */
    public StageOptions windows(Duration length) {
        return new StageOptions(
                home, code, machine, host, port, expose, length, limits, patience, release, trust, reporter, page);
    }

    /** The same with other limits and on another machine. */
    public StageOptions limited(Machine on, HostLimits newLimits, Duration newPatience) {
        return new StageOptions(
                home, code, on, host, port, expose, window, newLimits, newPatience, release, trust, reporter, page);
    }

    /** The same for packages by others. */
    public StageOptions trusting(Trust newTrust) {
        return new StageOptions(
                home, code, machine, host, port, expose, window, limits, patience, release, newTrust, reporter, page);
    }

    /** The same, which tells commits how their releases go. */
    public StageOptions reporting(Reporter newReporter, Function<String, Optional<URI>> newPage) {
        return new StageOptions(
                home,
                code,
                machine,
                host,
                port,
                expose,
                window,
                limits,
                patience,
                release,
                trust,
                newReporter,
                newPage);
    }
}
