package dev.slipway.aws;

import dev.slipway.aws.AccountCheck.Seen;
import dev.slipway.aws.Stacks.Stack;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StageNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * What is to be looked at in a stage's account: all that follows from no document and no test without one. Start here;
 * the parts are {@link StoreChecks}, {@link FunctionChecks} and {@link PermissionChecks}.
 */
public final class AccountChecks {

    /** The name of the check that all others hang on. */
    public static final String CREDENTIALS = "credentials";

    /** What our templates ask of the bootstrap: CDK's modern one, with roles and an asset bucket that is encrypted. */
    private static final int BOOTSTRAP = 21;

    private static final Duration CLOCK = Duration.ofMinutes(2);
    private static final String GITHUB = "token.actions.githubusercontent.com";

    private final AwsClients clients;
    private final AwsStage stage;
    private final StageNames names;
    private final List<ModelName> models;
    private final AwsPlatform platform;
    private final InstantSource clock;

    AccountChecks(
            AwsClients clients, AwsStage stage, List<ModelName> models, AwsPlatform platform, InstantSource clock) {
        this.clients = clients;
        this.stage = stage;
        this.names = StageNames.of(stage);
        this.models = List.copyOf(models);
        this.platform = platform;
        this.clock = clock;
    }

    /** All of them, the one that the others hang on first. */
    public List<AccountCheck> all() {
        List<AccountCheck> all = new ArrayList<>();
        all.add(check(CREDENTIALS, "Whose credentials are in use?", "aws sts get-caller-identity", this::credentials));
        all.add(check(
                "clock",
                "Is this machine's clock right? Requests are signed with the time.",
                "curl -sI https://sts." + stage.region() + ".amazonaws.com | grep -i ^date; date -u",
                this::clock));
        all.add(check(
                "bootstrap",
                "Is the account prepared for the CDK in this region?",
                "aws cloudformation describe-stacks --stack-name CDKToolkit --region " + stage.region(),
                this::bootstrap));
        all.add(check(
                "platform",
                "Does the stage's platform stand?",
                "aws cloudformation describe-stacks --stack-name " + names.platformStack() + " --region "
                        + stage.region(),
                this::platformStack));
        all.addAll(new StoreChecks(clients, names).all());
        all.addAll(new PermissionChecks(clients, names).all());
        all.addAll(new FunctionChecks(clients, names, models, platform, clock).all());
        all.add(check(
                "github",
                "May GitHub's jobs come in? Needed only where workflows deploy.",
                "aws iam list-open-id-connect-providers",
                this::github));
        return List.copyOf(all);
    }

    static AccountCheck check(String name, String question, String command, Supplier<Seen> look) {
        return new AccountCheck(name, question, command, false, look);
    }

    private Seen credentials() {
        GetCallerIdentityResponse caller = AwsAccount.answered(clients.sts().getCallerIdentity());
        String found = caller.arn() + " of the account " + caller.account();
        String expected = "the account " + stage.account() + ", as stages.yaml says for " + stage.name();
        return caller.account().equals(stage.account())
                ? Seen.well(found, expected)
                : Seen.otherwise(found, expected, "set AWS_PROFILE, or the stage's account in stages.yaml");
    }

    private Seen clock() {
        Optional<Instant> theirs = clients.sts()
                .getCallerIdentity()
                .sdkHttpResponse()
                .firstMatchingHeader("Date")
                .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        if (theirs.isEmpty()) {
            return Seen.notYet("AWS's answer has no date", "");
        }
        Duration apart = Duration.between(theirs.get(), clock.instant()).abs();
        String found = apart.toSeconds() + " s apart";
        String expected = "at most " + CLOCK.toSeconds() + " s; AWS refuses requests beyond 5 to 15 minutes";
        return apart.compareTo(CLOCK) <= 0
                ? Seen.well(found, expected)
                : Seen.otherwise(found, expected, "set this machine's clock right");
    }

    private Seen bootstrap() {
        String remedy = "npx cdk bootstrap aws://" + stage.account() + "/" + stage.region();
        Optional<Stack> stack = platform.stacks().find("CDKToolkit");
        if (stack.isEmpty()) {
            return Seen.otherwise(
                    "there is no stack CDKToolkit in " + stage.region(), "version " + BOOTSTRAP + " or newer", remedy);
        }
        String version = stack.get().outputs().getOrDefault("BootstrapVersion", "0");
        boolean fits = version.matches("[0-9]{1,6}") && Integer.parseInt(version) >= BOOTSTRAP;
        String found = "version " + version;
        String expected = "version " + BOOTSTRAP + " or newer";
        return fits ? Seen.well(found, expected) : Seen.otherwise(found, expected, remedy);
    }

    private Seen platformStack() {
        Optional<Stack> stack = platform.stacks().find(names.platformStack());
        if (stack.isEmpty()) {
            return Seen.notYet(
                    "there is no stack " + names.platformStack(), "slipway deploy MODEL --stage " + stage.name());
        }
        String found = stack.get().status()
                + Optional.ofNullable(stack.get().outputs().get("Url"))
                        .map(url -> ", clients call " + url)
                        .orElse("");
        return switch (stack.get().state()) {
            case READY -> Seen.well(found, "a stack that can be changed");
            case CHANGING -> Seen.notYet(found, "wait until its change has ended");
            case EMPTY, STUCK ->
                Seen.otherwise(
                        found,
                        "a stack that can be changed",
                        platform.stacks()
                                .failure(names.platformStack(), Optional.empty())
                                .orElse("see its events in CloudFormation"));
        };
    }

    private Seen github() {
        IamClient iam = clients.iam();
        boolean there = iam.listOpenIDConnectProviders().openIDConnectProviderList().stream()
                .anyMatch(provider -> provider.arn().endsWith("oidc-provider/" + GITHUB));
        return there
                ? Seen.well("a provider " + GITHUB, "one for GitHub")
                : Seen.notYet(
                        "no provider " + GITHUB,
                        "docs/github.md says how to make it; without workflows nothing is lacking");
    }
}
