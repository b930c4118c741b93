package dev.slipway.cli.doctor;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.packages.PackageNames;
import dev.slipway.core.doctor.Advice;
import dev.slipway.core.doctor.BudgetCheck;
import dev.slipway.core.doctor.Bulk;
import dev.slipway.core.doctor.Case;
import dev.slipway.core.doctor.Examination;
import dev.slipway.core.doctor.Setup;
import dev.slipway.core.doctor.SnapStartAdvice;
import dev.slipway.core.doctor.Starts;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.price.ListPrices;
import dev.slipway.core.spec.BudgetSpec;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.ServingSpec.Snapstart;
import dev.slipway.local.doctor.Effort;
import dev.slipway.local.doctor.Examiner;
import dev.slipway.local.doctor.Patient;
import dev.slipway.local.function.InstalledBundles;
import dev.slipway.local.function.InstalledCode;
import dev.slipway.local.runtime.Machine;
import dev.slipway.packager.beside.Examinations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway doctor}: how a model starts and answers as a function, and what to make of it. */
@Command(
        name = "doctor",
        description = {
            "Measures how a model starts and answers as a function, and gives advice.",
            "It runs in processes of this machine that run the code Lambda gets, held to the share of a processor that"
                    + " the memory would give. Told are start, latency, memory and size, which memory, processor, start"
                    + " and packaging to choose, and what a million predictions cost at list prices.",
            "Exit codes: 0 done, 1 it does not start, or the budget is exceeded, 2 asked wrongly."
        },
        footer = {
            "",
            "Examples:",
            "  slipway doctor examples/digits/v1",
            "  slipway doctor digits:stable --memory 512,1024 --rounds 5 --budget budget.yaml"
        })
public final class DoctorCommand extends SlipwayCommand {

    private static final int MOST_ROUNDS = 100;

    @Parameters(paramLabel = "PACKAGE", description = "It may be " + PackageNames.KINDS + ".")
    private String name = "";

    @Option(
            names = "--memory",
            paramLabel = "MB",
            split = ",",
            description = "Memory sizes to measure, such as 512,1024; the model's own always is. Default: a few.")
    private List<Integer> sizes = new ArrayList<>();

    @Option(
            names = "--threads",
            paramLabel = "N",
            split = ",",
            description = "Thread counts of one prediction to measure, such as 1,2. Default: 1,2 where --memory is"
                    + " not given.")
    private List<Integer> threads = new ArrayList<>();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Processes of each kind. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--budget",
            paramLabel = "FILE",
            description = "What it may take at most, as YAML: init: 400ms, warm_p99: 5ms, memory: 200MB, ...")
    private @Nullable Path budget;

    @Option(
            names = "--no-startup-cache",
            description = "Measure no starts from a start-up cache of the JVM, and make none.")
    private boolean noStartupCache;

    @Option(
            names = "--keep",
            description =
                    "Keep the figures beside the package, and what follows from them for snapstart: auto in starts.json"
                            + " beside stages.yaml, to be committed.")
    private boolean keep;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** A command that runs in these surroundings. */
    public DoctorCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException {
        Optional<BudgetSpec> limits = budget == null ? Optional.empty() : Optional.of(budget(budget));
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw CommandException.askedWrongly(
                    "--rounds: found " + rounds + "; expected a whole number from 1 to " + MOST_ROUNDS);
        }
        InstalledBundles bundles = bundles();
        home().make();
        ModelStore store = store();
        Subject subject = Subject.find(
                store, surroundings().folder(), name, surroundings().clock());
        if (keep && !store.packages().contains(subject.digest())) {
            throw CommandException.askedWrongly("--keep: " + name + " is not packaged, and only beside a package can"
                    + " figures be kept; package it first: slipway package " + name);
        }
        InstalledCode code = bundles.code(subject.serving().format());
        long bundle = size(code.taskRoot());
        List<Setup> setups = Setups.of(
                subject.asks().memory(),
                subject.asks().snapstart() != Snapstart.OFF && bundle <= Bulk.LARGEST_BUNDLE,
                !noStartupCache,
                sizes,
                threads,
                Runtime.getRuntime().availableProcessors());
        Machine machine = Machine.running();
        Examination found = new Examination(
                subject.serving().model(),
                subject.digest(),
                subject.serving().format(),
                subject.asks().memory(),
                surroundings().clock().instant(),
                machine.description(),
                machine.bundle(),
                code.inPlace(machine.architecture()).sha256(),
                subject.asked(),
                new Bulk(bundle, subject.size()),
                cases(subject, code, machine, setups));
        if (keep) {
            keep(store, found);
        }
        return told(found, subject, limits);
    }

    /** Figures beside the package; what follows from them for {@code snapstart: auto} where every machine finds it. */
    private void keep(ModelStore store, Examination found) throws IOException {
        Examinations.keep(store, found);
        Optional<SnapStartAdvice> advice = SnapStartAdvice.of(found);
        if (advice.isPresent()) {
            home().write(home().starts().with(found.digest(), advice.get()));
            surroundings()
                    .say("kept in " + surroundings().shown(home().path().resolveSibling(Starts.FILE))
                            + ", which snapstart: auto goes by: commit it");
        }
    }

    private BudgetSpec budget(Path file) throws IOException {
        try {
            return BudgetSpec.parse(
                    file.toString(), Files.readAllBytes(surroundings().folder().resolve(file)));
        } catch (ProblemsException e) {
            throw CommandException.askedWrongly(String.valueOf(e.getMessage()));
        }
    }

    private InstalledBundles bundles() {
        Path installation = surroundings()
                .installation()
                .orElseThrow(() -> CommandException.failed(
                        "this is no whole installation: the function bundles are missing; start Slipway by its own"
                                + " command, ./slipway"));
        return InstalledBundles.of(installation, Machine.running());
    }

    private List<Case> cases(Subject subject, InstalledCode code, Machine machine, List<Setup> setups)
            throws IOException {
        Path work =
                Files.createTempDirectory(Files.createDirectories(home().path().resolve("work")), "doctor-");
        Patient patient = new Patient(
                machine,
                code,
                subject.serving().model(),
                subject.digest(),
                subject.asks().memory(),
                subject.asks().timeout(),
                home().store(),
                home().path(),
                subject.events());
        try {
            return new Examiner(patient, Effort.rounds(rounds), work, home().startups(), surroundings()::say)
                    .examine(setups);
        } finally {
            delete(work);
        }
    }

    /** Flat: it holds the programs that started processes, and their logs. */
    private static void delete(Path work) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(work);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long size = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
            return size;
        }
    }

    private int told(Examination found, Subject subject, Optional<BudgetSpec> limits) {
        Advice advice = Advice.of(found, subject.asks(), ListPrices.NOTED);
        Optional<BudgetCheck> check = limits.map(spec -> BudgetCheck.of(spec, found, advice));
        if (json) {
            Json.Fields all = found.json().with("advice", advice.json());
            surroundings()
                    .out()
                    .println(JsonText.write(
                            check.isPresent() ? all.with("budget", check.get().json()) : all));
        } else {
            new DoctorText(found, advice, check).lines().forEach(surroundings()::print);
        }
        if (found.figures(Setup.onDemand(found.memory())).isEmpty()) {
            throw CommandException.failed("with its own memory of " + found.memory() + " MB the model does not work: "
                    + found.cases().stream()
                            .filter(each -> each.setup().equals(Setup.onDemand(found.memory())))
                            .map(Case::failure)
                            .findFirst()
                            .orElse("not measured"));
        }
        check.ifPresent(
                held -> held.exceeded().forEach(problem -> surroundings().say(problem.toString())));
        return check.isPresent() && !check.get().isKept() ? Exit.FAILED : Exit.DONE;
    }
}
