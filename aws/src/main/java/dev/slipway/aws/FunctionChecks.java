package dev.slipway.aws;

import dev.slipway.aws.AccountCheck.Seen;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.AlarmSource.AlarmState;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Router.Routing;
import dev.slipway.core.spec.StageNames;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lambda.model.AccountLimit;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;

/** The functions of a stage, their aliases and snapshots, and how many of them may run at a time. */
final class FunctionChecks {

    /** New accounts have ten, which one release of a model with a few calls a second uses up. */
    private static final int ENOUGH = 100;

    private final AwsClients clients;
    private final StageNames names;
    private final List<ModelName> models;
    private final AwsPlatform platform;
    private final InstantSource clock;

    FunctionChecks(
            AwsClients clients, StageNames names, List<ModelName> models, AwsPlatform platform, InstantSource clock) {
        this.clients = clients;
        this.names = names;
        this.models = models;
        this.platform = platform;
        this.clock = clock;
    }

    List<AccountCheck> all() {
        List<AccountCheck> all = new ArrayList<>();
        String in = " --region " + names.region();
        all.add(AccountChecks.check(
                "concurrency",
                "How many calls may run at a time?",
                "aws lambda get-account-settings" + in,
                this::concurrency));
        all.add(AccountChecks.check(
                "controller",
                "Does the release controller look, each minute?",
                "aws cloudwatch describe-alarms --alarm-names " + silence() + in,
                this::controller));
        for (ModelName model : models) {
            String function = names.function(model);
            all.add(AccountChecks.check(
                    "snapstart-" + model,
                    "Has the version that serves " + model + " its snapshot, on the processor that was asked for?",
                    "aws lambda get-function-configuration --function-name " + function + " --qualifier "
                            + StageNames.ALIAS + in,
                    () -> snapshot(model)));
            all.add(new AccountCheck(
                    "propagation-" + model,
                    "How soon does an alias of " + model + " follow new weights? AWS gives no figure.",
                    "aws lambda update-alias --function-name " + function + " --name " + Propagation.ALIAS
                            + " --function-version N" + in + "   # then invoke it and read ExecutedVersion",
                    true,
                    () -> new Propagation(clients.lambda(), clock).measure(function, model)));
        }
        return all;
    }

    private Seen concurrency() {
        AccountLimit limit = clients.lambda().getAccountSettings().accountLimit();
        String found = limit.concurrentExecutions() + " calls at a time, " + limit.unreservedConcurrentExecutions()
                + " of them not reserved";
        String expected = "at least " + ENOUGH + " that are not reserved";
        return limit.unreservedConcurrentExecutions() >= ENOUGH
                ? Seen.well(found, expected)
                : Seen.otherwise(
                        found,
                        expected,
                        "aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384"
                                + " --desired-value 1000 --region " + names.region());
    }

    private String silence() {
        return "slipway-" + names.stage() + "-controller-silent";
    }

    private Seen controller() {
        try {
            AlarmState state = platform.alarmSource().state(silence());
            String found = "the alarm " + silence() + " is " + state;
            return switch (state) {
                case OK -> Seen.well(found, "OK");
                case INSUFFICIENT_DATA -> Seen.notYet(found, "it has looked for less than five minutes; look again");
                case ALARM ->
                    Seen.otherwise(
                            found,
                            "OK",
                            "aws logs tail --since 10m \"$(aws lambda get-function-configuration --function-name "
                                    + names.controller() + " --query LoggingConfig.LogGroup --output text)\"");
            };
        } catch (PlatformException.Missing e) {
            return Seen.notYet("there is no alarm " + silence(), "slipway deploy MODEL --stage " + names.stage());
        }
    }

    private Seen snapshot(ModelName model) {
        Optional<Routing> routing =
                platform.router(new FunctionNames(names.functionPrefix())).routing(model);
        if (routing.isEmpty()) {
            return Seen.notYet("nothing serves " + model, "slipway deploy " + model + " --stage " + names.stage());
        }
        List<String> lacking = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (String version : routing.get().weights().shares().keySet()) {
            try {
                GetFunctionConfigurationResponse function = clients.lambda()
                        .getFunctionConfiguration(request ->
                                request.functionName(names.function(model)).qualifier(version));
                String told = "version " + version + ": " + function.stateAsString() + ", "
                        + function.architecturesAsStrings().stream().collect(Collectors.joining("+")) + ", SnapStart "
                        + (wants(function) ? status(function) : "not asked for");
                (wants(function) && !status(function).equals("On") ? lacking : found).add(told);
            } catch (ResourceNotFoundException e) {
                lacking.add("version " + version + ": gone");
            }
        }
        return lacking.isEmpty()
                ? Seen.well(String.join("; ", found), "Active, with a snapshot where one was asked for")
                : Seen.otherwise(
                        String.join("; ", lacking),
                        "Active, with a snapshot where one was asked for",
                        "SnapStart is not to be had everywhere: serving.snapstart: off in slipway.yaml, or another region");
    }

    private static boolean wants(GetFunctionConfigurationResponse function) {
        return function.snapStart() != null && function.snapStart().applyOn() == SnapStartApplyOn.PUBLISHED_VERSIONS;
    }

    private static String status(GetFunctionConfigurationResponse function) {
        return function.snapStart().optimizationStatus() == SnapStartOptimizationStatus.ON ? "On" : "Off";
    }
}
