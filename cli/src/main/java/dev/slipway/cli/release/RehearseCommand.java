package dev.slipway.cli.release;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.packages.PackageNames;
import dev.slipway.core.control.Event;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.release.Windows;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.ReleaseSpec;
import dev.slipway.local.function.CodeSource;
import dev.slipway.local.function.InstalledBundles;
import dev.slipway.local.rehearsal.Outcome;
import dev.slipway.local.rehearsal.Rehearsal;
import dev.slipway.local.rehearsal.RehearsalOptions;
import dev.slipway.local.rehearsal.Trouble;
import dev.slipway.local.runtime.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway rehearse}: the whole release ahead of time. */
@Command(
        name = "rehearse",
        description = {
            "Goes through a whole release ahead of time, on this machine, with its clock compressed.",
            "Both packages run in real function processes, the controller is the one of every stage, and clients ask the"
                    + " golden samples and the rows of the baseline, or what a file has recorded. No stage need run, and"
                    + " none is touched.",
            "Exit codes: 0 promoted, 3 rolled back or stopped at verify, 4 left waiting."
        },
        footer = {
            "",
            "Examples:",
            "  slipway rehearse digits --stable examples/digits/v1 --candidate examples/digits/v2",
            "  slipway rehearse digits --candidate examples/digits/v2 --as slow --report slow.html"
        })
public final class RehearseCommand extends SlipwayCommand {

    @Parameters(paramLabel = "MODEL", description = "The endpoint.")
    private String model = "";

    @Option(
            names = "--candidate",
            paramLabel = "P",
            required = true,
            description = "What shall be released. It may be " + PackageNames.KINDS + ".")
    private String candidate = "";

    @Option(
            names = "--stable",
            paramLabel = "P",
            description = "What it is compared with. Default: the tag MODEL:stable, which is what the stage serves.")
    private @Nullable String stable;

    @Option(
            names = "--as",
            paramLabel = "TROUBLE",
            description = "slow, faulty or worse: make the candidate so, to see what the plan makes of it.")
    private @Nullable String trouble;

    @Option(
            names = "--plan",
            paramLabel = "NAME or FILE",
            description =
                    "all-at-once, blue-green, canary, linear, careful, or a file with a release block. Default: the"
                            + " candidate's own.")
    private @Nullable String plan;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            defaultValue = "200/s",
            description = "Calls over time, on the compressed clock. Default: ${DEFAULT-VALUE}.")
    private String rate = "200/s";

    @Option(
            names = "--traffic",
            paramLabel = "FILE",
            description =
                    "What clients ask, one JSON object a line: V2 requests, golden samples, or a value for each input."
                            + " Default: stable's golden samples, and the rows of the baseline where --stable or --candidate"
                            + " is a folder that has one as CSV.")
    private @Nullable Path traffic;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Draws the versions. Default: 1.")
    private long seed = 1;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report there too, as one HTML file.")
    private @Nullable Path report;

    @Option(names = "--json", description = "Print one JSON object: verdict, status, latencies, events.")
    private boolean json;

    /** A command that runs in these surroundings. */
    public RehearseCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        ModelName endpoint = model(model);
        Trouble injected = trouble();
        double perSecond = Rate.parse("--rate", rate).perSecond();
        Optional<ReleasePlan> asked = plan == null
                ? Optional.empty()
                : Optional.of(PlanOption.plan(surroundings().folder(), plan, StageKind.LOCAL));
        CodeSource code = code();
        home().make();
        ModelStore store = store();
        Path folder = surroundings().folder();
        Digest next = PackageNames.whole(store, folder, candidate);
        Digest present = PackageNames.whole(store, folder, present(store, endpoint));
        ReleasePlan chosen = asked.isPresent()
                ? asked.get()
                : Packaged.spec(store, folder, next.toString())
                        .map(ModelSpec::release)
                        .orElse(ReleaseSpec.DEFAULT)
                        .plan(StageKind.LOCAL);
        RehearsalTraffic asks = RehearsalTraffic.read(
                store, present, folder, traffic, stable == null ? List.of(candidate) : List.of(stable, candidate));
        Duration window = home().stages().window();
        Path scratch = Files.createDirectories(home().path().resolve("rehearsals"));
        Path place = Files.createTempDirectory(scratch, endpoint.value() + "-");
        Instant began = Windows.startAtOrBefore(surroundings().clock().instant(), window);
        RehearsalOptions options = new RehearsalOptions(
                endpoint,
                home().store(),
                place,
                code,
                Machine.running(),
                window,
                perSecond,
                asks.requests(),
                injected,
                seed,
                began);
        RehearsalText text = new RehearsalText(surroundings(), options, asks.source(), chosen);
        text.begin();
        try (Rehearsal rehearsal = new Rehearsal(options, this::heard, surroundings()::say)) {
            Outcome outcome =
                    rehearsal.run(present, next, chosen, surroundings().user());
            text.end(outcome, json);
            if (report != null) {
                text.report(folder.resolve(report), outcome);
            }
            return exit(outcome);
        } finally {
            Scratch.delete(place);
        }
    }

    private void heard(Event event) {
        if (event.type() == Event.Type.SHIFTED
                && event.body().find("weights").orElse(Json.object()) instanceof Json.Fields weights) {
            surroundings().say("  " + Wording.weights(weights));
        }
    }

    private static int exit(Outcome outcome) {
        return switch (outcome.state()) {
            case "promoted" -> Exit.DONE;
            case "rolled-back" -> Exit.ROLLED_BACK;
            default -> Exit.LEFT;
        };
    }

    private Trouble trouble() {
        if (trouble == null) {
            return Trouble.NONE;
        }
        return Arrays.stream(Trouble.values())
                .filter(each -> each != Trouble.NONE
                        && each.name().toLowerCase(Locale.ROOT).equals(trouble))
                .findFirst()
                .orElseThrow(() -> CommandException.askedWrongly("--as: found \"" + trouble + "\"; expected "
                        + Arrays.stream(Trouble.values())
                                .filter(each -> each != Trouble.NONE)
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    private String present(ModelStore store, ModelName endpoint) {
        if (stable != null) {
            return stable;
        }
        String tag = endpoint + ":stable";
        if (store.tag(tag).isEmpty()) {
            throw CommandException.askedWrongly("--stable: found none, and there is no tag " + tag
                    + " yet; expected what the candidate is compared with, for example --stable examples/digits/v1");
        }
        return tag;
    }

    private CodeSource code() {
        Path installation = surroundings()
                .installation()
                .orElseThrow(() -> CommandException.failed(
                        "this is no whole installation: the function bundles are missing; start Slipway by its own"
                                + " command, ./slipway"));
        return InstalledBundles.of(installation, Machine.running());
    }
}
