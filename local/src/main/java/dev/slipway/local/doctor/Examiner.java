package dev.slipway.local.doctor;

import dev.slipway.core.doctor.Case;
import dev.slipway.core.doctor.Figures;
import dev.slipway.core.doctor.ProcessorShare;
import dev.slipway.core.doctor.Round;
import dev.slipway.core.doctor.Setup;
import dev.slipway.core.doctor.Way;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.local.runtime.FunctionSettings;
import dev.slipway.local.runtime.Timing;
import dev.slipway.local.trial.TrialCache;
import dev.slipway.local.trial.TrialProcess;
import dev.slipway.startup.ControlGroups;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Measures a package in several setups. The setups take turns, round by round, so that what else the machine does meets
 * all of them. A start-up cache is made before, where a setup has one.
 */
public final class Examiner {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    private final Patient patient;
    private final Effort effort;
    private final Path work;
    private final Path startups;
    private final int processors;
    private final double given;
    private final Consumer<String> progress;

    /**
     * An examiner.
     *
     * @param work an empty folder for what it needs meanwhile
     * @param startups the folder of start-up caches
     * @param progress hears what is going on, a line at a time
     */
    public Examiner(Patient patient, Effort effort, Path work, Path startups, Consumer<String> progress) {
        this.patient = patient;
        this.effort = effort;
        this.work = work;
        this.startups = startups;
        this.processors = Runtime.getRuntime().availableProcessors();
        this.given = ControlGroups.ofThisProcess().processors(processors);
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @return each setup with what came of it, in the same order
     * @throws IOException where this machine does not let itself be used so
     */
    public List<Case> examine(List<Setup> setups) throws IOException {
        Optional<ProcessorQuota> quota =
                ProcessorQuota.open(GROUPS, "slipway-" + ProcessHandle.current().pid());
        Thread onSignal = new Thread(() -> quota.ifPresent(ProcessorQuota::abandon), "quota");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            return examine(setups, quota);
        } finally {
            quota.ifPresent(ProcessorQuota::close);
            forget(onSignal);
        }
    }

    private static void forget(Thread onSignal) {
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException _) {
            // the process ends already, and the hook is at it
        }
    }

    private List<Case> examine(List<Setup> setups, Optional<ProcessorQuota> quota) throws IOException {
        Launcher launcher = new Launcher(work, quota, startups);
        Map<Setup, List<Round>> rounds = new HashMap<>();
        Map<Setup, String> failures = withoutCache(setups);
        // What is read from disk for the first time, here as there, is nobody's figure.
        progress.accept("trying it once, uncounted");
        var _ = round(setups.getFirst(), launcher, quota);
        for (int count = 1; count <= effort.rounds(); count++) {
            progress.accept("round " + count + " of " + effort.rounds() + ": " + setups.size() + " processes");
            for (Setup setup : setups) {
                if (!failures.containsKey(setup)) {
                    Outcome outcome = round(setup, launcher, quota);
                    outcome.round()
                            .ifPresent(round -> rounds.computeIfAbsent(setup, _ -> new ArrayList<>())
                                    .add(round));
                    if (outcome.round().isEmpty()) {
                        failures.put(setup, outcome.failure());
                    }
                }
            }
        }
        List<Case> cases = new ArrayList<>();
        for (Setup setup : setups) {
            Way way = way(setup, quota.isPresent(), given);
            cases.add(
                    failures.containsKey(setup)
                            ? Case.failed(setup, way, failures.getOrDefault(setup, ""))
                            : Case.measured(setup, way, figures(setup, way, rounds.getOrDefault(setup, List.of()))));
        }
        return cases;
    }

    private static Figures figures(Setup setup, Way way, List<Round> rounds) {
        double share = ProcessorShare.of(setup.memory());
        return Figures.of(
                way == Way.RECKONED
                        ? rounds.stream()
                                .map(round -> round.reckoned(share, setup.snapshot()))
                                .toList()
                        : rounds);
    }

    /**
     * How a setup is held to its share.
     *
     * @param quota whether the system can be told to
     * @param given how many processors we have ourselves: what we start cannot have more
     */
    static Way way(Setup setup, boolean quota, double given) {
        boolean few = ProcessorShare.of(setup.memory()) > given;
        return few ? Way.SHORT : quota ? Way.QUOTA : Way.RECKONED;
    }

    /** Makes the caches of the setups that start from one, whatever their memory; where that fails, they have the reason. */
    private Map<Setup, String> withoutCache(List<Setup> setups) {
        Map<Setup, String> failures = new HashMap<>();
        Map<Boolean, List<Setup>> kinds =
                setups.stream().filter(Setup::cached).collect(Collectors.groupingBy(Setup::snapshot));
        kinds.forEach((snapshot, cached) -> {
            progress.accept("making a start-up cache, where there is none");
            TrialCache.make(
                            patient.machine().caching(startups),
                            patient.code(),
                            new FunctionSettings(patient.memory(), patient.timeout(), snapshot),
                            patient.model(),
                            patient.digest(),
                            patient.store(),
                            patient.home(),
                            patient.events())
                    .ifPresent(why -> cached.forEach(setup -> failures.put(setup, "no start-up cache: " + why)));
        });
        return failures;
    }

    private record Outcome(Optional<Round> round, String failure) {}

    private Outcome round(Setup setup, Launcher launcher, Optional<ProcessorQuota> quota) throws IOException {
        double share = ProcessorShare.of(setup.memory());
        if (quota.isPresent()) {
            // Nobody waits for a snapshot to be made: only what comes after the restore is held to the share.
            if (setup.snapshot()) {
                quota.get().free();
            } else {
                quota.get().limit(share);
            }
        }
        StartLines lines = new StartLines();
        try (TrialProcess process = TrialProcess.start(
                launcher.of(patient.machine(), setup, effort, processors),
                patient.code(),
                new FunctionSettings(setup.memory(), patient.timeout(), setup.snapshot()),
                patient.model(),
                patient.digest(),
                patient.store(),
                patient.home(),
                lines)) {
            if (quota.isPresent()) {
                quota.get().limit(share);
            }
            Path log =
                    process.processes().stream().map(launcher::log).findFirst().orElse(work);
            Bench bench = new Bench(process, patient, effort, Timing.system().nanos());
            Round round = bench.round(setup, lines, log);
            return setup.cached() && !(process.hasStartupCache() && lines.sharesClasses())
                    ? new Outcome(Optional.empty(), "its JVM did not take the start-up cache")
                    : new Outcome(Optional.of(round), "");
        } catch (PlatformException | Bench.UnansweredException e) {
            return new Outcome(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }
}
