package dev.slipway.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.process.FakeLambda.Answer;
import dev.slipway.cli.process.Slipway.Ended;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.packager.Packager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command itself on an account on loopback, with a CDK that only tells its cloud what it was asked: from nothing to
 * traffic, killed in between, refused by AWS, and taken away.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeployIT {

    private static final ModelName DIGITS = new ModelName("digits");
    private static final String MODEL = "deploy SlipwayModel-prod-digits";
    private static final String[] DEPLOY = {"deploy", "digits", "--stage", "prod", "--release-plan", "all-at-once"};

    /** Templates that follow from stages.yaml and the packages; what is deployed is what was written. */
    private static final String CDK = """
            #!/bin/sh
            [ "$CDK_DISABLE_CLI_TELEMETRY" = true ] && [ -f "$SLIPWAY_STAGES" ] || exit 9
            verb=$1 stack=$2
            while [ $# -gt 0 ]; do
              case $1 in --app) app=$2 ;; --output) output=$2 ;; esac
              shift
            done
            write() {
              printf '{"Resources":{"It":{"Type":"It","Properties":{"Stages":"%s","Packages":"%s"}}}}' \\
                "$(cksum <"$SLIPWAY_STAGES")" "$(cksum <"$2")" | cat >"$output/$1.template.json"
            }
            case $verb in
              synth)
                write SlipwayPlatform-prod /dev/null
                write SlipwayModel-prod-digits "$SLIPWAY_PACKAGES"
                exit
                ;;
              deploy) curl -fsS -X POST --data-binary "@$app/$stack.template.json" "CLOUD/template?stack=$stack" || exit ;;
            esac
            exec curl -fsS -X POST --data-binary "@${SLIPWAY_PACKAGES:-/dev/null}" "CLOUD/cdk?verb=$verb&stack=$stack"
            """;

    private static final Answer DENIED = new Answer(
            403,
            Map.of("x-amzn-ErrorType", "AccessDeniedException", "Content-Type", "application/json"),
            ("{\"Message\":\"User: arn:aws:sts::123456789012:assumed-role/slipway-prod-github-release/run is not"
                            + " authorized to perform: lambda:UpdateAlias on resource: x\"}")
                    .getBytes(UTF_8));

    @TempDir
    private static Path folder = Path.of("");

    private S3Door s3;
    private FakeCloud cloud;
    private Slipway slipway;
    private int accounts;

    @BeforeAll
    void aStore() throws IOException {
        s3 = new S3Door(Files.createDirectories(folder.resolve("s3")));
    }

    @BeforeEach
    void anAccountWithNothingButABucket() throws IOException {
        Path account = Files.createDirectories(folder.resolve("account-" + ++accounts));
        new S3Objects(s3).clear("");
        cloud = new FakeCloud(s3);
        Path clone = account.resolve("clone");
        Path cdk = clone.resolve("infra/node_modules/.bin/cdk");
        Files.createDirectories(cdk.getParent());
        Files.writeString(clone.resolve("infra/package.json"), "{}");
        Files.writeString(cdk, CDK.replace("CLOUD", cloud.address()));
        Files.setPosixFilePermissions(cdk, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(account.resolve("stages.yaml"), """
                stages:
                  prod: {account: "123456789012", region: eu-central-1, bucket: models, models: [models/digits], auth: iam}
                """);
        copy(Slipway.repository("examples/digits/v1"), account.resolve("models/digits"));
        slipway = new Slipway(
                account,
                List.of(
                        "-Daws.endpointUrl=" + cloud.address(),
                        "-Daws.accessKeyId=test",
                        "-Daws.secretAccessKey=test",
                        "-Daws.disableEc2Metadata=true"),
                clone);
    }

    @AfterEach
    void endTheAccount() {
        cloud.close();
    }

    @AfterAll
    void endTheStore() {
        s3.close();
    }

    @Test
    void fromNothingToTrafficThenASecondVersionByTheController() throws Exception {
        Ended first = slipway.run(DEPLOY);
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(cloud.asked()).containsExactly("deploy SlipwayPlatform-prod", MODEL);
        assertThat(weights()).contains(Weights.only("1"));

        copy(Slipway.repository("examples/digits/v2"), slipway.folder().resolve("models/digits"));
        Ended second = deployWithTheController("digits-2");
        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(weights()).contains(Weights.only("2"));
        assertThat(second.err()).contains("release digits-2: digits to version 2");

        Ended again = slipway.run(DEPLOY);
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.err()).contains("release: nothing to do, version 2 with");
        assertThat(cloud.asked()).containsExactly("deploy SlipwayPlatform-prod", MODEL, MODEL);

        Path stages = slipway.folder().resolve("stages.yaml");
        Files.writeString(stages, Files.readString(stages).replace("auth: iam", "auth: none"));
        Ended other = slipway.run(DEPLOY);
        assertThat(other.exit()).as(other.err()).isZero();
        assertThat(cloud.asked()).endsWith("deploy SlipwayPlatform-prod", MODEL);
        assertThat(other.err())
                .contains("platform: cdk deploy SlipwayPlatform-prod: what is written here differs: It (It): Stages")
                .contains("release: nothing to do, version 2 with");
    }

    /** The controller there looks once the release runs. */
    private Ended deployWithTheController(String id) throws Exception {
        Path out = slipway.folder().resolve(id + ".out");
        Path err = slipway.folder().resolve(id + ".err");
        Process process = slipway.start(out, err, DEPLOY);
        Await.until(
                "the release runs",
                () -> cloud.controller()
                        .status(DIGITS)
                        .flatMap(status -> status.release())
                        .filter(release -> release.id().equals(id))
                        .isPresent());
        cloud.controller().tick();
        return new Ended(process.waitFor(), Files.readString(out), Files.readString(err));
    }

    @Test
    void killedInEachStepItEndsCompleteWhenRunAgainAndNothingIsBegunTwice() throws Exception {
        List<String> moments = List.of(
                "POST /cdk?verb=deploy&stack=SlipwayPlatform-prod",
                "PUT /models/packages/blobs/",
                "PUT /models/packages/index.json",
                "POST /cdk?verb=deploy&stack=SlipwayModel-prod-digits");
        for (String moment : moments) {
            endTheAccount();
            anAccountWithNothingButABucket();
            killAt(moment, DEPLOY);
            Ended again = slipway.run(DEPLOY);
            assertThat(again.exit()).as(moment + again.err()).isZero();
            assertThat(weights()).as(moment).contains(Weights.only("1"));
        }
        copy(Slipway.repository("examples/digits/v2"), slipway.folder().resolve("models/digits"));
        String[] detached =
                Stream.concat(Stream.of(DEPLOY), Stream.of("--detach")).toArray(String[]::new);
        for (String moment :
                List.of("POST /2015-03-31/functions/slipway-prod-digits/versions", "PUT /models/releases/")) {
            killAt(moment, detached);
        }
        Ended again = slipway.run(detached);
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.out().strip()).isEqualTo("digits-2");
        assertThat(cloud.ports().functions().versions(DIGITS)).hasSize(2);
    }

    @Test
    void killedWhileTheCdkWritesItsTemplatesItLeavesNothingThatIsTakenForWhole() throws Exception {
        Path cdk = slipway.folder().resolve("clone/infra/node_modules/.bin/cdk");
        Path templates = slipway.folder().resolve(".slipway/deploy/prod-digits.cdk.out");
        String whole = Files.readString(cdk);
        Files.writeString(
                cdk,
                "#!/bin/sh\nprintf '{\"Resources\":' >" + templates
                        + "/SlipwayModel-prod-digits.template.json\nkill -9 $PPID\n");
        assertThat(slipway.run(DEPLOY).exit()).isEqualTo(137);
        assertThat(templates.resolve("SlipwayModel-prod-digits.template.json"))
                .content()
                .isEqualTo("{\"Resources\":");

        Files.writeString(cdk, whole);
        Ended again = slipway.run(DEPLOY);
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(cloud.asked()).containsExactly("deploy SlipwayPlatform-prod", MODEL);
        assertThat(weights()).contains(Weights.only("1"));
    }

    /** The process ends when its request was done and before it hears of it. */
    private void killAt(String moment, String... command) throws Exception {
        CompletableFuture<Process> started = new CompletableFuture<>();
        cloud.watch((what, after) -> {
            if (after && what.startsWith(moment)) {
                started.join().destroyForcibly().onExit().join();
            }
            return Optional.empty();
        });
        Process process = slipway.start(
                slipway.folder().resolve("killed.out"), slipway.folder().resolve("killed.err"), command);
        started.complete(process);
        assertThat(process.waitFor())
                .as(moment + Files.readString(slipway.folder().resolve("killed.err")))
                .isEqualTo(137);
        cloud.watch((_, _) -> Optional.empty());
    }

    @Test
    void whereADiskIsFullItIsSaidWhatToDoAndARerunCompletes() throws Exception {
        Path home = slipway.folder().resolve(".slipway");
        try (SmallDisk disk = SmallDisk.mount(home, 32);
                SmallDisk templates = SmallDisk.mount(home.resolve("deploy/prod-digits.cdk.out"), 1)) {
            disk.fill();
            full("cannot write " + home.resolve(".gitignore"), DEPLOY);
            assertThat(home.resolve(".gitignore")).doesNotExist();
            disk.makeRoom();
            Files.writeString(home.resolve(".gitignore"), "*\n");
            disk.fill();
            full("cannot write " + home.resolve("deploy/prod-digits.json"), DEPLOY);
            disk.makeRoom();
            templates.fill();
            full("where the CDK writes its templates, " + home.resolve("deploy/prod-digits.cdk.out"), DEPLOY);
            templates.makeRoom();

            assertThat(cloud.asked()).as("nothing half done").isEmpty();
            assertThat(cloud.ports().models().packages()).isEmpty();
            Ended done = slipway.run(DEPLOY);
            assertThat(done.exit()).as(done.err()).isZero();
            assertThat(weights()).contains(Weights.only("1"));
        }
    }

    private void full(String where, String... command) {
        Ended ended = slipway.run(command);
        assertThat(ended.exit()).as(ended.err()).isEqualTo(1);
        assertThat(ended.err())
                .contains(where, "make room", "run this again")
                .doesNotContain("\tat ", "an error of its own");
    }

    @Test
    void aReleaseThatRunsIsToldToWhoComesSecondAndWhatIsNotDeployedIsNotReleased() throws Exception {
        assertThat(slipway.run(DEPLOY).exit()).isZero();
        Path second = Slipway.repository("examples/digits/v2");
        Ended refused = slipway.run("release", "digits", "--package", second.toString(), "--stage", "prod");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains("no version of it has " + digest("v2"))
                .contains("slipway deploy digits --package " + digest("v2") + " --stage prod");

        Ended begun = slipway.run("deploy", "digits", "--package", second.toString(), "--stage", "prod", "--detach");
        assertThat(begun.exit()).as(begun.err()).isZero();
        Ended other = slipway.run(
                "deploy",
                "digits",
                "--package",
                Slipway.repository("examples/digits/faulty").toString(),
                "--stage",
                "prod");
        assertThat(other.exit()).isEqualTo(1);
        assertThat(other.err()).contains("release digits-2 of", "slipway rollback digits --stage prod");
        Ended destroy = slipway.run("destroy", "digits", "--stage", "prod", "--yes", "prod");
        assertThat(destroy.exit()).isEqualTo(1);
        assertThat(destroy.err()).contains("release digits-2, started by");

        cloud.controller().tick();
        assertThat(weights()).isNotEqualTo(Optional.of(Weights.only("1")));
        cloud.watch((what, after) -> !after && what.startsWith("PUT ") && what.contains("/aliases/live")
                ? Optional.of(DENIED)
                : Optional.empty());
        Ended rollback = slipway.run("rollback", "digits", "--stage", "prod");
        cloud.watch((_, _) -> Optional.empty());
        assertThat(rollback.exit()).as(rollback.err()).isZero();
        assertThat(rollback.err())
                .containsOnlyOnce("weights are not moved from here: cannot change the alias slipway-prod-digits:live")
                .contains("lacks lambda:UpdateAlias")
                .contains("its own controller moves them when it looks next", "slipway status digits --stage prod");
        cloud.controller().tick();
        assertThat(weights()).contains(Weights.only("1"));
        Ended wrong = slipway.run("destroy", "--stage", "prod", "--yes", "staging");
        assertThat(wrong.exit()).isEqualTo(2);
        Ended gone = slipway.run("destroy", "--stage", "prod", "--yes", "prod");
        assertThat(gone.exit()).as(gone.err()).isZero();
        assertThat(cloud.asked()).endsWith("destroy SlipwayModel-prod-digits", "destroy SlipwayPlatform-prod");
        assertThat(cloud.ports().models().packages()).contains(digest("v1"));
    }

    @Test
    void whatAwsRefusesIsOneMessageAndARerunCompletes() throws Exception {
        refuses(
                "GetCallerIdentity",
                FakeCloud.query(403, "ExpiredToken", "The security token included in the request is expired"),
                "the credentials have expired: log in again (aws sso login)");
        refuses(
                "GetCallerIdentity",
                FakeCloud.caller("111122223333"),
                "of the account 111122223333; the stage is in the account 123456789012: set AWS_PROFILE");
        refuses(
                "DescribeStacks",
                FakeCloud.query(
                        403,
                        "AccessDenied",
                        "User: arn:aws:sts::123456789012:assumed-role/dev/ann is not authorized to perform:"
                                + " cloudformation:DescribeStacks on resource: x"),
                "the role dev of the account 123456789012 lacks cloudformation:DescribeStacks");
        refuses(
                "PUT /models/packages/",
                new Answer(
                        301,
                        Map.of("x-amz-bucket-region", "us-east-2", "Content-Type", "application/xml"),
                        "<Error><Code>PermanentRedirect</Code><Message>elsewhere</Message></Error>".getBytes(UTF_8)),
                "the bucket stands in us-east-2: set the stage's region to it");
        refuses(
                "DescribeStacks",
                FakeCloud.query(400, "Throttling", "Rate exceeded"),
                "asked 4 times; AWS limits the rate of such calls; try again in a minute");
        Ended done = slipway.run(DEPLOY);
        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(weights()).contains(Weights.only("1"));
    }

    @Test
    void aSnapshotThatCannotBeMadeIsToldWithItsRemedyAndARerunCompletes() throws Exception {
        String why = "version 1 of digits was not let to clients: version 1 failed to start: the init took too long"
                + " (FunctionError.InitTimeout); a larger serving.memory starts sooner";
        AtomicBoolean asked = new AtomicBoolean();
        cloud.watch((what, after) -> {
            if (!after && what.startsWith("POST /cdk?verb=deploy&stack=SlipwayModel-prod-digits")) {
                asked.set(true);
                return Optional.of(new Answer(500, Map.of(), new byte[0]));
            }
            return what.equals("DescribeStackEvents") && asked.get()
                    ? Optional.of(FakeCloud.failed("EndpointAlias", why))
                    : Optional.empty();
        });
        Ended first = slipway.run(DEPLOY);
        cloud.watch((_, _) -> Optional.empty());
        assertThat(first.exit()).isEqualTo(1);
        assertThat(first.err())
                .contains("SlipwayModel-prod-digits was not deployed: EndpointAlias: " + why)
                .contains("run this again, it goes on from here: slipway deploy digits --stage prod");
        assertThat(weights()).isEmpty();
        assertThat(slipway.run(DEPLOY).exit()).isZero();
        assertThat(weights()).contains(Weights.only("1"));

        copy(Slipway.repository("examples/digits/v2"), slipway.folder().resolve("models/digits"));
        cloud.watch((what, after) -> !after && what.endsWith("/configuration?Qualifier=2")
                ? Optional.of(new Answer(
                        200,
                        Map.of("Content-Type", "application/json"),
                        ("{\"FunctionName\":\"slipway-prod-digits\",\"Version\":\"2\",\"State\":\"Failed\",\"StateReason\":"
                                        + "\"the snapshot was not made\",\"StateReasonCode\":\"InternalError\"}")
                                .getBytes(UTF_8)))
                : Optional.empty());
        Ended second = deployWithTheController("digits-2");
        cloud.watch((_, _) -> Optional.empty());
        assertThat(second.exit()).as(second.err()).isEqualTo(3);
        assertThat(second.out() + second.err())
                .contains("the snapshot was not made (InternalError)")
                .contains("aws lambda delete-function --function-name slipway-prod-digits --qualifier 2");
        assertThat(weights()).as("it got no traffic").contains(Weights.only("1"));

        Ended again = deployWithTheController("digits-3");
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(weights()).contains(Weights.only("2"));
    }

    @Test
    void nothingIsPushedWithAnotherAccountsCredentialsNorDestroyedWhereNothingStands() {
        cloud.watch((what, after) -> !after && what.startsWith("GetCallerIdentity")
                ? Optional.of(FakeCloud.caller("111122223333"))
                : Optional.empty());
        Ended pushed = slipway.run("push", "models/digits", "--stage", "prod");
        cloud.watch((_, _) -> Optional.empty());
        assertThat(pushed.exit()).isEqualTo(1);
        assertThat(pushed.err()).contains("of the account 111122223333; the stage is in the account 123456789012");
        assertThat(cloud.ports().models().packages()).isEmpty();

        assertThat(slipway.run("destroy", "--stage", "prod", "--yes", "staging").exit())
                .isEqualTo(2);
        Ended nothing = slipway.run("destroy", "--stage", "prod", "--yes", "prod");
        assertThat(nothing.exit()).as(nothing.err()).isZero();
        assertThat(nothing.err()).contains("nothing stands");
    }

    @Test
    void withoutNodeItIsSaidWhichIsNeeded() throws IOException {
        Files.writeString(
                slipway.folder().resolve("clone/infra/node_modules/.bin/cdk"), "#!/usr/bin/env no-node-in-path\n");
        Ended refused = slipway.run(DEPLOY);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("Node 20 or newer is needed").doesNotContain("\tat ");
    }

    private void refuses(String moment, Answer answer, String remedy) {
        cloud.watch((what, after) -> !after && what.startsWith(moment) ? Optional.of(answer) : Optional.empty());
        Ended refused = slipway.run(DEPLOY);
        cloud.watch((_, _) -> Optional.empty());
        assertThat(refused.exit()).as(moment).isEqualTo(1);
        assertThat(refused.err()).as(moment).contains(remedy).doesNotContain("\tat ");
        assertThat(weights()).as(moment).isEmpty();
    }

    @Test
    void anAccountIsLookedAtAndWhatCannotBeSeenIsSaidSo() throws IOException {
        Ended looked = slipway.run("check-account", "--stage", "prod", "--out", "account.md", "--json");

        assertThat(looked.exit()).isEqualTo(1);
        assertThat(looked.out()).contains("\"check\":\"credentials\"", "\"outcome\":\"as expected\"");
        assertThat(Files.readString(slipway.folder().resolve("account.md")))
                .startsWith("# The account of the stage prod")
                .contains("| bootstrap | otherwise |", "npx cdk bootstrap aws://123456789012/eu-central-1");
        assertThat(looked.err()).doesNotContain("\tat ");
    }

    private Optional<Weights> weights() {
        return cloud.ports().router().routing(DIGITS).map(routing -> routing.weights());
    }

    private static Digest digest(String example) throws IOException {
        return Packager.read(Slipway.repository("examples/digits/" + example)).digest();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(to.resolve(file.getFileName().toString()), Files.readAllBytes(file));
            }
        }
    }
}
