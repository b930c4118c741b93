package dev.slipway.local.runtime;

import dev.slipway.core.platform.folder.FolderTree;
import dev.slipway.startup.StartupCaches.Found;
import dev.slipway.startup.StartupCaches.Ready;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Starts a version's environments: folders, log, process, and their place in the Runtime API. */
final class Starter {

    private static final DateTimeFormatter STARTED =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final long LOG_LIMIT = 8L * 1024 * 1024;
    private static final int LOGS_KEPT = 20;
    private static final int SECRET_BYTES = 16;
    private static final int SIGNAL_BASE = 128;

    private final VersionSpec spec;
    private final Machine machine;
    private final Startups startups;
    private final Timing timing;
    private final RuntimeServer server;
    private final LineSink lines;
    private final SecureRandom secrets;
    private final Executor executor;

    Starter(
            VersionSpec spec,
            Machine machine,
            Startups startups,
            Timing timing,
            RuntimeServer server,
            LineSink lines,
            SecureRandom secrets,
            Executor executor) {
        this.spec = spec;
        this.machine = machine;
        this.startups = startups;
        this.timing = timing;
        this.server = server;
        this.lines = lines;
        this.secrets = secrets;
        this.executor = executor;
    }

    /** An environment that has not started. */
    Environment environment(long limit, Optional<Call> first) {
        byte[] secret = new byte[SECRET_BYTES];
        secrets.nextBytes(secret);
        String key = HexFormat.of().formatHex(secret);
        // The name must not give the key away: it stands in logs.
        String name =
                STARTED.format(timing.clock().instant()) + "-" + HexFormat.of().toHexDigits(secrets.nextInt());
        return new Environment(name, key, limit, first);
    }

    /** Starts its process, soon: the caller does not wait. */
    void start(Environment environment, Reports reports) {
        server.register(environment, reports);
        executor.execute(() -> run(environment, reports));
    }

    private void run(Environment environment, Reports reports) {
        Path work = spec.work().resolve(environment.name());
        try {
            Files.createDirectories(work);
            LogFile log = LogFile.open(spec.logs(), environment.name(), LOG_LIMIT, LOGS_KEPT);
            LocalDate today = LocalDate.ofInstant(timing.clock().instant(), ZoneOffset.UTC);
            Found found = startups.find(spec);
            byte[] word = (Startups.word(found) + "\n").getBytes(StandardCharsets.UTF_8);
            log.write(word, 0, word.length);
            if (machine.client() == RuntimeClient.PLAIN
                    && spec.code().plainClient().isEmpty()) {
                throw new IOException(
                        "its code was published before there was a plain runtime client; release it again");
            }
            Optional<Ready> startup = found instanceof Ready ready ? Optional.of(ready) : Optional.empty();
            Optional<StartWatch> watch = startup.map(ready -> startups.watch(spec, ready, lines));
            Launch launch = Launch.of(spec, machine, startup, server.address(environment), environment.name(), today);
            ChildProcess process = ChildProcess.start(launch);
            LogPump pump = new LogPump(
                    process.output(), log, watch.<LineSink>map(each -> each).orElse(lines), environment::epitaph);
            Thread.ofPlatform()
                    .daemon()
                    .name("slipway-log " + spec.label() + " " + environment.name())
                    .start(pump);
            process.whenEnded(
                    code -> {
                        String hint = hint(pump, log);
                        watch.ifPresent(each -> each.ended(code));
                        end(environment, reports, exit(code), hint);
                    },
                    executor);
            reports.started(environment, process);
        } catch (IOException | UncheckedIOException e) {
            end(environment, reports, "cannot be started: " + e.getMessage(), "");
        }
    }

    private void end(Environment environment, Reports reports, String how, String hint) {
        server.remove(environment);
        // the stage empties the folder when it starts
        FolderTree.deleteWhatCanBe(spec.work().resolve(environment.name()));
        reports.ended(environment, how, hint);
    }

    private static String exit(int code) {
        return code > SIGNAL_BASE
                ? "Runtime exited with error: signal " + (code - SIGNAL_BASE)
                : "Runtime exited with error: exit status " + code;
    }

    /** For those who may read the log. */
    private static String hint(LogPump pump, LogFile log) {
        String words = pump.lastWords();
        return (words.isEmpty() ? "" : ": " + words) + " (log: " + log.file() + ")";
    }
}
