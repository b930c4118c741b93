package dev.slipway.cli.release;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.packages.PackageNames;
import dev.slipway.core.doctor.SnapStartChoice;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.price.ListPrices;
import dev.slipway.core.price.ReleaseCost;
import dev.slipway.core.release.Forecast;
import dev.slipway.core.release.ForecastJson;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.spec.ModelSpec;
import dev.slipway.core.spec.ReleaseSpec;
import dev.slipway.core.spec.ServingSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway plan}: what a release would see and decide at today's traffic. */
@Command(
        name = "plan",
        description = {
            "Reckons what a release would see, before it begins.",
            "Its steps with their traffic, what each of them finds and when, how long it takes, what running both costs,"
                    + " and what would stop it; as Markdown, fit for a pull request.",
            "A plan that can decide nothing at this traffic is refused, and a better one is offered.",
            "Exit codes: 0 the plan decides, 1 it does not."
        },
        footer = {
            "",
            "Examples:",
            "  slipway plan digits --package examples/digits/v2",
            "  slipway plan digits --plan careful --rate 600/m --errors 0.5% --stage prod"
        })
public final class PlanCommand extends SlipwayCommand {

    private static final int SAMPLES = 20;

    @Parameters(paramLabel = "MODEL", description = "The endpoint.")
    private String model = "";

    @Option(
            names = "--package",
            paramLabel = "P",
            description = "What shall be released: its slipway.yaml says how. It may be " + PackageNames.KINDS + ".")
    private @Nullable String name;

    @Option(
            names = "--plan",
            paramLabel = "NAME or FILE",
            description = "all-at-once, blue-green, canary, linear, careful, or a file with a release block. Default:"
                    + " the package's own, else canary.")
    private @Nullable String plan;

    @Mixin
    private DemandOptions demand = new DemandOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** A command that runs in these surroundings. */
    public PlanCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException, InterruptedException {
        ModelName endpoint = model(model);
        StageKind kind = stageKind();
        Optional<ModelSpec> spec = name == null
                ? Optional.empty()
                : Packaged.spec(localStore(), surroundings().folder(), name);
        spec.filter(found -> !found.model().value().equals(endpoint)).ifPresent(found -> {
            throw CommandException.askedWrongly("--package: found a package of the model "
                    + found.model().value() + "; expected one of " + endpoint);
        });
        ReleasePlan chosen = plan == null
                ? spec.map(ModelSpec::release).orElse(ReleaseSpec.DEFAULT).plan(kind)
                : PlanOption.plan(surroundings().folder(), plan, kind);
        DemandOptions.Known known = demand.read(this::home, endpoint, kind, window());
        Forecast forecast = Forecast.of(chosen, known.demand());
        Optional<ReleaseCost> cost = kind == StageKind.LOCAL
                ? Optional.empty()
                : Optional.of(ReleaseCost.of(
                        forecast,
                        spec.map(ModelSpec::serving).orElse(ServingSpec.DEFAULT),
                        forecast.expected().orElse(Duration.ofHours(1)),
                        known.latency(),
                        SAMPLES,
                        ListPrices.NOTED));
        Optional<SnapStartChoice> starts = kind == StageKind.LOCAL || name == null
                ? Optional.empty()
                : Optional.of(Packaged.snapStart(
                        localStore(), surroundings().folder(), name, anyHome().starts()));
        print(endpoint, forecast, known, cost, starts);
        return forecast.decides() ? Exit.DONE : Exit.FAILED;
    }

    private void print(
            ModelName endpoint,
            Forecast forecast,
            DemandOptions.Known known,
            Optional<ReleaseCost> cost,
            Optional<SnapStartChoice> starts) {
        if (json) {
            Json.Fields fields = Json.object().with("model", Json.of(endpoint.value()));
            for (var field : ForecastJson.write(forecast).fields().entrySet()) {
                fields = fields.with(field.getKey(), field.getValue());
            }
            Json told = cost.<Json>map(ReleaseCost::json).orElseGet(Json.Null::new);
            Json snapStart = starts.<Json>map(choice ->
                            Json.object().with("on", Json.of(choice.on())).with("because", Json.of(choice.because())))
                    .orElseGet(Json.Null::new);
            surroundings()
                    .out()
                    .println(JsonText.write(fields.with("cost", told).with("snapstart", snapStart)));
            return;
        }
        new PlanText(endpoint.value(), forecast, known.source(), cost, starts)
                .lines()
                .forEach(surroundings().out()::println);
    }
}
