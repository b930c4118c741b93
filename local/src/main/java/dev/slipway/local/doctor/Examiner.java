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
import dev.slipway.local.trial.TrialProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures a package in several setups. The setups take turns, round by round, so that what else the machine does meets
 * all of them.
 */
public final class Examiner {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    private final Patient patient;
    private final Effort effort;
    private final Path work;
    private final Consumer<String> progress;

    /**
     * An examiner.
     *
     * @param work an empty folder for what it needs meanwhile
     * @param progress hears what is going on, a line at a time
     */
    public Examiner(Patient patient, Effort effort, Path work, Consumer<String> progress) {
        this.patient = patient;
        this.effort = effort;
        this.work = work;
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
        try {
            return examine(setups, quota);
        } finally {
            quota.ifPresent(ProcessorQuota::close);
        }
    }

    private List<Case> examine(List<Setup> setups, Optional<ProcessorQuota> quota) throws IOException {
        Launcher launcher = new Launcher(work, quota);
        Map<Setup, List<Round>> rounds = new HashMap<>();
        Map<Setup, String> failures = new HashMap<>();
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
            Way way = way(setup, quota);
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

    private static Way way(Setup setup, Optional<ProcessorQuota> quota) {
        boolean few = ProcessorShare.of(setup.memory()) > Runtime.getRuntime().availableProcessors();
        return few ? Way.SHORT : quota.isPresent() ? Way.QUOTA : Way.RECKONED;
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
                launcher.of(patient.machine(), setup, effort),
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
            return new Outcome(Optional.of(bench.round(setup, lines, log)), "");
        } catch (PlatformException | Bench.UnansweredException e) {
            return new Outcome(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }
}
