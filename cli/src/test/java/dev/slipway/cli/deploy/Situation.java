package dev.slipway.cli.deploy;

import dev.slipway.aws.DeployedFunction;
import dev.slipway.aws.Stacks.Stack;
import dev.slipway.aws.Stacks.State;
import dev.slipway.cli.deploy.Seen.Changes;
import dev.slipway.cli.deploy.Seen.Running;
import dev.slipway.cli.deploy.Seen.There;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.AwsStage;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What may be seen of a stage, put together one difference at a time: to begin with, version 1 serves another package. */
final class Situation {

    static final ModelName DIGITS = new ModelName("digits");
    static final Digest WANTED = Digest.of(new byte[] {1});
    static final Digest OTHER = Digest.of(new byte[] {2});

    private final Set<DeployStep> done = EnumSet.noneOf(DeployStep.class);
    private Optional<String> folder = Optional.of("models/digits");
    private Optional<String> bucketNamed = Optional.empty();
    private boolean here = true;
    private boolean bucket = true;
    private boolean stored = true;
    private boolean signed = true;
    private Optional<Stack> platform = Optional.of(stack("SlipwayPlatform-prod", State.READY, "CREATE_COMPLETE"));
    private Optional<Stack> stack = Optional.of(stack("SlipwayModel-prod-digits", State.READY, "UPDATE_COMPLETE"));
    private Optional<DeployedFunction> function = Optional.of(new DeployedFunction(Optional.of(OTHER), Set.of("1")));
    private Optional<FunctionVersion> stable = Optional.of(new FunctionVersion("1", OTHER, "code-1"));
    private Optional<Running> running = Optional.empty();
    private Optional<List<String>> platformChange = Optional.of(List.of());
    private Optional<List<String>> stackChange = Optional.of(List.of());

    static AwsStage prod(Optional<String> bucket) {
        return new AwsStage(
                "prod",
                "123456789012",
                "eu-central-1",
                bucket,
                Duration.ofSeconds(60),
                List.of(),
                new AwsStage.Iam(),
                AwsStage.Signing.NONE);
    }

    static Stack stack(String name, State state, String status) {
        return new Stack(name, state, status, Map.of());
    }

    /** Nothing is there: an account that was only bootstrapped. */
    Situation empty() {
        bucket = false;
        stored = false;
        platform = Optional.empty();
        return withoutStack();
    }

    Situation withoutStack() {
        stack = Optional.empty();
        function = Optional.empty();
        stable = Optional.empty();
        return this;
    }

    Situation notHere() {
        here = false;
        return this;
    }

    Situation named() {
        folder = Optional.empty();
        return this;
    }

    Situation notStored() {
        stored = false;
        return this;
    }

    /** The function has a package, and these versions are as it is. */
    Situation function(Digest digest, String... versions) {
        function = Optional.of(new DeployedFunction(Optional.of(digest), Set.of(versions)));
        return this;
    }

    Situation serves(String version, Digest digest) {
        stable = Optional.of(new FunctionVersion(version, digest, "code-1"));
        return this;
    }

    /** All is done: version 3 has the package, and the function is as it is. */
    Situation served() {
        return function(WANTED, "3").serves("3", WANTED);
    }

    Situation unsigned() {
        signed = false;
        return this;
    }

    Situation platformDiffers(String... parts) {
        platformChange = Optional.of(List.of(parts));
        return this;
    }

    Situation stackDiffers(String... parts) {
        stackChange = Optional.of(List.of(parts));
        return this;
    }

    /** The templates are not written. */
    Situation unwritten() {
        platformChange = Optional.empty();
        stackChange = Optional.empty();
        return this;
    }

    Situation runs(Digest digest) {
        running = Optional.of(new Running("digits-2", digest, "ann", "running at shift 10%"));
        return this;
    }

    Situation platform(State state, String status) {
        platform = Optional.of(stack("SlipwayPlatform-prod", state, status));
        return this;
    }

    Situation stack(State state, String status) {
        stack = Optional.of(stack("SlipwayModel-prod-digits", state, status));
        return this;
    }

    Situation bucket(boolean there, Optional<String> name) {
        bucket = there;
        bucketNamed = name;
        return this;
    }

    Situation did(DeployStep step) {
        done.add(step);
        return this;
    }

    Seen seen() {
        There there = new There(bucket, stored, signed, platform, stack, function, stable, running, Optional.empty());
        return new Seen(
                new Asked(prod(bucketNamed), DIGITS, WANTED, folder),
                here,
                here ? Optional.empty() : Optional.of("the stage staging"),
                Optional.of(there.with(
                        new Changes(platformChange.map(TemplateChange::new), stackChange.map(TemplateChange::new)))),
                "",
                done);
    }

    Seen unseen() {
        Seen seen = seen();
        return new Seen(seen.asked(), here, seen.source(), Optional.empty(), "no AWS credentials were found", Set.of());
    }
}
