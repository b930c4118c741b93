package dev.slipway.cli.stage;

import dev.slipway.aws.AwsPlatform;
import dev.slipway.aws.AwsSettings;
import dev.slipway.aws.FunctionNames;
import dev.slipway.aws.S3Place;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.Home;
import dev.slipway.cli.Main;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.control.Ports;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StageNames;
import dev.slipway.local.stage.RemoteOptions;
import dev.slipway.local.stage.RemoteStage;
import java.io.IOException;
import java.time.Duration;

/** The way to a stage on AWS: the operator's own credentials, and names that follow from {@code stages.yaml}. */
public final class AwsDoor {

    /** As the controller there has it: publishing with a snapshot takes minutes. */
    private static final Duration PROOF_AT_MOST = Duration.ofMinutes(12);

    private AwsDoor() {}

    /**
     * Opens it, after a look at whose credentials are in use. What it holds open ends with the process.
     *
     * @throws dev.slipway.core.platform.PlatformException where there are no credentials, or another account's
     * @throws CommandException where the stage's names do not fit AWS
     */
    public static RemoteStage open(AwsStage stage, Home home, Surroundings in) throws IOException {
        AwsPlatform aws = AwsPlatform.open(AwsSettings.in(stage.region()));
        aws.checkAccount(stage.account());
        try {
            return new RemoteStage(options(stage, home, in), ports(aws, StageNames.of(stage)), new Talk(in));
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
                "The logs of this stage are in CloudWatch Logs. To follow them: aws logs tail /aws/lambda/"
                        + StageNames.of(stage).functionPrefix() + "MODEL --follow --region " + stage.region(),
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
