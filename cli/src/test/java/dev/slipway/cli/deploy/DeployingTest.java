package dev.slipway.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.release.StartOptions;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.Referrers;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.platform.memory.KeyPairSigner;
import dev.slipway.local.stage.RemoteOptions;
import dev.slipway.local.stage.RemoteStage;
import dev.slipway.local.stage.StageListener;
import dev.slipway.packager.Packager;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A deployment in memory: from nothing to traffic, broken off anywhere, twice at the same time. */
class DeployingTest {

    private static final ModelName DIGITS = new ModelName("digits");
    private static final Path EXAMPLES =
            Path.of("../examples/digits").toAbsolutePath().normalize();

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private MemoryGround ground;
    private FolderModelStore here;
    private Optional<ModelStore> staging = Optional.empty();

    /** The process ends, as by kill -9. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void anAccountThatHasNothing() {
        ground = new MemoryGround(folder.resolve("deploy/prod-digits.json"));
        here = new FolderModelStore(folder.resolve("store"));
    }

    @Test
    void fromAnEmptyAccountToAModelThatServes() throws Exception {
        assertThat(deploy("v1")).isZero();

        assertThat(ground.deployed).containsExactly("deploy SlipwayPlatform-prod", "deploy SlipwayModel-prod-digits");
        assertThat(weights()).contains(Weights.only("1"));
        assertThat(err.toString())
                .contains("platform: cdk deploy SlipwayPlatform-prod: there is none yet")
                .contains("release: nothing to do, version 1 with");
    }

    @Test
    void aSecondVersionIsReleasedAgainstTheFirstAndDetachPrintsItsId() throws Exception {
        deploy("v1");
        ground.deployed.clear();

        assertThat(deploy("v2")).isZero();

        assertThat(ground.deployed).containsExactly("deploy SlipwayModel-prod-digits");
        assertThat(out.toString().strip()).isEqualTo("digits-2");
        assertThat(ground.controller().status(DIGITS).orElseThrow().candidates())
                .extracting(version -> version.digest())
                .containsExactly(digest("v2"));
    }

    @Test
    void runAgainItFindsTheReleaseThatRunsAndDoesNothingTwice() throws Exception {
        deploy("v1");
        deploy("v2");
        ground.deployed.clear();

        assertThat(deploy("v2")).isZero();

        assertThat(ground.deployed).isEmpty();
        assertThat(out.toString().lines()).containsExactly("digits-2", "digits-2");
        assertThat(err.toString()).contains("digits-2 of", "runs already; it is watched");
    }

    @Test
    void whatStagesYamlChangedIsDeployedAndReleasedWhereItIsTheFunctions() throws Exception {
        deploy("v1");
        ground.deployed.clear();

        assertThat(deploy("v1")).isZero();
        assertThat(ground.deployed).as("nothing differs").isEmpty();
        assertThat(out.toString()).isEmpty();

        ground.auth = "jwt";
        assertThat(deploy("v1")).isZero();
        assertThat(ground.deployed).containsExactly("deploy SlipwayPlatform-prod");
        assertThat(err.toString())
                .contains("platform: cdk deploy SlipwayPlatform-prod: what is written here differs: Api (Api): Auth");
        assertThat(out.toString())
                .as("no function is another, so nothing is released")
                .isEmpty();

        ground.deployed.clear();
        ground.settings = "settings-2";
        assertThat(deploy("v1")).isZero();
        assertThat(ground.deployed).containsExactly("deploy SlipwayModel-prod-digits");
        assertThat(out.toString().strip()).isEqualTo("digits-2");
        assertThat(err.toString())
                .contains("what is written here differs: Function (Function): Settings")
                .contains("with other code or settings)");
    }

    @Test
    void aSignatureThatWasMadeAfterThePushIsPushedToo() throws Exception {
        deploy("v1");
        ground.deployed.clear();
        PackageSigning.sign(here, digest("v1"), KeyPairSigner.fresh());

        assertThat(deploy("v1")).isZero();

        assertThat(Referrers.of(ground.packages, digest("v1"), PackageSigning.KIND))
                .hasSize(1);
        assertThat(ground.deployed).isEmpty();
        assertThat(err.toString())
                .contains("push: a signature of " + digest("v1").toString().substring(0, 19));
    }

    @Test
    void brokenOffBeforeOrAfterAnyStepItEndsCompleteWhenRunAgain() throws Exception {
        for (int at = 1; at <= 14; at++) {
            anAccountThatHasNothing();
            deployKilledAt(at, "v1");
            assertThat(deploy("v1")).as("killed at %s", at).isZero();
            assertThat(weights()).as("killed at %s", at).contains(Weights.only("1"));
            deployKilledAt(at, "v2");
            assertThat(deploy("v2")).as("killed at %s", at).isZero();
            assertThat(ground.controller().history(DIGITS).stream()
                            .filter(event -> event.release().equals("digits-2"))
                            .map(event -> event.type().name()))
                    .as("killed at %s", at)
                    .containsOnlyOnce("STARTED");
            assertThat(ground.controller().release("digits-3"))
                    .as("killed at %s", at)
                    .isEmpty();
        }
    }

    @Test
    void whoIsSecondIsToldWhatTheOtherDoes() throws Exception {
        deploy("v1");
        deploy("v2");
        ground.deployed.clear();

        assertThatThrownBy(() -> deploy("faulty"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(
                        "release digits-2 of " + digest("v2").toString().substring(0, 19))
                .hasMessageContaining("slipway rollback digits --stage prod");
        assertThat(ground.deployed).isEmpty();
        assertThat(ground.packages.packages()).doesNotContain(digest("faulty"));
    }

    @Test
    void aStackThatCannotBeMadeSaysWhyInCloudFormationsWordsAndARerunCompletes() throws Exception {
        ground.failing =
                Optional.of("Alias: version 1 of digits was not let to clients: version 1 failed to start: Init"
                        + " timed out (FunctionError.InitTimeout)");

        assertThatThrownBy(() -> deploy("v1"))
                .hasMessageContaining("Init timed out (FunctionError.InitTimeout)")
                .hasMessageContaining("slipway deploy digits --stage prod");
        assertThat(weights()).isEmpty();

        ground.failing = Optional.empty();
        assertThat(deploy("v1")).isZero();
        assertThat(weights()).contains(Weights.only("1"));
    }

    @Test
    void aPackageOfStagingIsCopiedAndNotPackagedAgain() throws Exception {
        deploy("v1");
        FolderModelStore other = new FolderModelStore(folder.resolve("staging"));
        Digest digest = new Packager(other).add(EXAMPLES.resolve("v2")).digest();
        staging = Optional.of(other);

        assertThat(deploying(new Asked(ground.stage(), DIGITS, digest, Optional.empty()))
                        .run())
                .isZero();

        assertThat(here.packages()).contains(digest);
        assertThat(ground.packages.packages()).contains(digest);
        assertThat(err.toString()).contains("copy " + digest.toString().substring(0, 19) + " from the stage staging");
    }

    @Test
    void withoutTheCdksCommandItSaysHowToInstallIt() throws Exception {
        Asked asked = new Asked(ground.stage(), DIGITS, digest("v1"), Optional.of(example("v1")));
        Hands hands = hands(asked, Optional.empty());

        assertThatThrownBy(() -> new Deploying(ground, look(asked, Optional.empty()), hands, in()).run())
                .hasMessageContaining("the CDK app is missing");
    }

    private int deploy(String example) throws IOException, InterruptedException {
        return deploying(new Asked(ground.stage(), DIGITS, digest(example), Optional.of(example(example))))
                .run();
    }

    private Deploying deploying(Asked asked) {
        return new Deploying(ground, look(asked), hands(asked, Optional.of(ground)), in());
    }

    private Look look(Asked asked) {
        return look(asked, Optional.of(ground));
    }

    private Look look(Asked asked, Optional<CdkRun> cdk) {
        return new Look(
                asked,
                here,
                staging.map(_ -> "the stage staging"),
                new Synthesis(
                        in(),
                        asked,
                        here.root(),
                        folder.resolve("deploy/prod-digits.json"),
                        cdk,
                        () -> here.packages().contains(asked.digest())));
    }

    private static String example(String name) {
        return EXAMPLES.resolve(name).toString();
    }

    private static Digest digest(String example) throws IOException {
        return Packager.read(EXAMPLES.resolve(example)).digest();
    }

    private Optional<Weights> weights() {
        return ground.ports().router().routing(DIGITS).map(routing -> routing.weights());
    }

    private Surroundings in() {
        return new Surroundings(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                folder,
                "ann",
                () -> ground.now,
                Optional.empty(),
                Optional.empty());
    }

    private Hands hands(Asked asked, Optional<CdkRun> cdk) {
        RemoteStage remote = new RemoteStage(
                new RemoteOptions(
                        "prod",
                        "AWS",
                        "slipway",
                        "1",
                        Trust.ANYBODY,
                        "elsewhere",
                        Duration.ofMinutes(12),
                        () -> ground.now),
                ground.ports(),
                StageListener.silent());
        StartOptions start = CommandLine.populateCommand(new StartOptions(), "--detach");
        Json.Fields request = start.request(in(), DIGITS, Optional.empty());
        return new Hands(
                in(),
                here,
                ground.ports().models(),
                () -> staging,
                Trust.ANYBODY,
                cdk,
                new StageClient(remote),
                start,
                request,
                asked);
    }

    private void deployKilledAt(int at, String example) throws IOException, InterruptedException {
        Asked asked = new Asked(ground.stage(), DIGITS, digest(example), Optional.of(example(example)));
        Mortal mortal = new Mortal(hands(asked, Optional.of(ground)), at);
        try {
            new Deploying(ground, look(asked), mortal, in()).run();
        } catch (Killed killed) {
            assertThat(mortal.deeds).isEqualTo(at);
        }
    }

    /** Work that ends before or after its n-th deed. */
    private static final class Mortal implements Deploying.Work {

        private final Deploying.Work work;
        private final int last;
        private int deeds;

        Mortal(Deploying.Work work, int last) {
            this.work = work;
            this.last = last;
        }

        private void live() {
            deeds++;
            if (deeds == last) {
                throw new Killed();
            }
        }

        @Override
        public void prepare(Seen seen) throws IOException, InterruptedException {
            live();
            work.prepare(seen);
            live();
        }

        @Override
        public void push(Seen seen) throws IOException, InterruptedException {
            live();
            work.push(seen);
            live();
        }

        @Override
        public boolean deploy(String stack) throws IOException, InterruptedException {
            live();
            boolean done = work.deploy(stack);
            live();
            return done;
        }

        @Override
        public int release(Seen seen) throws IOException, InterruptedException {
            live();
            int exit = work.release(seen);
            live();
            return exit;
        }
    }

    @Test
    void whatIsToBeDoneIsShownAndNothingIsDone() throws Exception {
        Asked asked = new Asked(ground.stage(), DIGITS, digest("v1"), Optional.of("models/digits"));
        Seen seen = look(asked).at(ground, () -> ground.now, Set.of());

        DeployText.show(in(), seen, DeployPlan.of(seen), false);

        assertThat(out.toString().lines())
                .hasSize(5)
                .first()
                .asString()
                .startsWith("package   to do     models/digits, which gives sha256:");
        assertThat(ground.stacks).isEmpty();
        assertThat(here.packages()).isEmpty();
    }
}
