package dev.slipway.cli.stage;

import dev.slipway.aws.AwsPlatform;
import dev.slipway.aws.AwsSettings;
import dev.slipway.aws.DeployedFunction;
import dev.slipway.aws.FunctionNames;
import dev.slipway.aws.S3Place;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.Home;
import dev.slipway.cli.Main;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.control.Ports;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StageNames;
import dev.slipway.local.stage.RemoteOptions;
import dev.slipway.local.stage.RemoteStage;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The way to a stage on AWS: the operator's own credentials, and names that follow from {@code stages.yaml}. */
public final class AwsDoor {

    /** As the controller there has it: publishing with a snapshot takes minutes. */
    private static final Duration PROOF_AT_MOST = Duration.ofMinutes(12);

    private AwsDoor() {}

    /**
     * A stage on AWS that was reached.
     *
     * @param stage as {@code stages.yaml} describes it
     * @param aws what only AWS has
     * @param ports what its releases run on
     * @param remote the stage's API over these ports
     */
    public record Reached(AwsStage stage, AwsPlatform aws, Ports ports, RemoteStage remote) {

        /** What the functions of its models are called. */
        public FunctionNames functions() {
            return new FunctionNames(StageNames.of(stage).functionPrefix());
        }

        /** What an endpoint's function is now; empty where there is none. */
        public Optional<DeployedFunction> deployed(ModelName model) {
            return aws.deployment(functions(), model);
        }
    }

    /**
     * Opens it, after a look at whose credentials are in use. What it holds open ends with the process.
     *
     * @throws dev.slipway.core.platform.PlatformException where there are no credentials, or another account's
     * @throws CommandException where the stage's names do not fit AWS
     */
    public static RemoteStage open(AwsStage stage, Home home, Surroundings in) throws IOException {
        return reach(stage, home, in).remote();
    }

    /** The same, with what lies behind the door. */
    public static Reached reach(AwsStage stage, Home home, Surroundings in) throws IOException {
        AwsPlatform aws = AwsPlatform.open(AwsSettings.in(stage.region()));
        aws.checkAccount(stage.account());
        try {
            Ports ports = ports(aws, StageNames.of(stage));
            return new Reached(stage, aws, ports, new RemoteStage(options(stage, home, in), ports, new Talk(in)));
        } catch (IllegalArgumentException e) {
            throw CommandException.askedWrongly("stages.yaml: " + e.getMessage());
        }
    }

    private static RemoteOptions options(AwsStage stage, Home home, Surroundings in) throws IOException {
        return new RemoteOptions(
                stage.name(),
                "AWS, " + stage.region() + ", account " + stage.account(),
                "slipway console --stage " + stage.name(),
                Main.version(),
                home.trust(stage.signing()),
                "The logs of this stage are in CloudWatch Logs. To follow them: aws logs tail --follow --region "
                        + stage.region() + " \"$(aws lambda get-function-configuration --region " + stage.region()
                        + " --function-name " + StageNames.of(stage).functionPrefix()
                        + "MODEL --query LoggingConfig.LogGroup --output text)\"",
                PROOF_AT_MOST,
                in.clock());
    }

    private static Ports ports(AwsPlatform aws, StageNames names) {
        FunctionNames functions = new FunctionNames(names.functionPrefix());
        return new Ports(
                aws.functionService(functions),
                aws.router(functions),
                aws.metricSource(functions),
                aws.alarmSource(),
                aws.releaseStore(S3Place.parse(names.releases())),
                aws.modelStore(S3Place.parse(names.packages())));
    }
}
