package dev.slipway.cli.deploy;

import dev.slipway.aws.Stacks.Stack;
import dev.slipway.aws.Stacks.State;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StageNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why nothing can be deployed now, all of it at once, each with what to do.
 *
 * @param asked what shall be deployed
 * @param there what was seen of the stage
 */
record Refusals(Asked asked, Seen.There there) {

    List<String> all() {
        List<String> all = new ArrayList<>();
        ofStack(asked.stage(), asked.names().platformStack(), there.platform()).ifPresent(all::add);
        ofStack(asked.stage(), asked.stack(), there.stack()).ifPresent(all::add);
        there.running().filter(other -> !other.digest().equals(asked.digest())).ifPresent(other -> {
            String named = asked.model() + " --stage " + asked.stage().name();
            all.add("release " + other.id() + " of " + Asked.brief(other.digest()) + ", started by " + other.by()
                    + ", is " + other.state() + "; wait for its end: slipway watch " + named
                    + ", or roll it back first: slipway rollback " + named);
        });
        bucket().ifPresent(all::add);
        return all;
    }

    /** Why a stack cannot be changed now; empty where it can. */
    static Optional<String> ofStack(AwsStage stage, String name, Optional<Stack> found) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String text = "the stack " + name + " is " + found.get().status();
        return switch (found.get().state()) {
            case READY, EMPTY -> Optional.empty();
            case CHANGING ->
                Optional.of(text + ": somebody deploys it now; wait for its end and run this again: aws cloudformation"
                        + " describe-stacks --stack-name " + name + " --region " + stage.region());
            case STUCK ->
                Optional.of(text + ": " + stuck(stage, name, found.get().status()));
        };
    }

    /**
     * What brings a stack back, by the status it hangs in: only an update, or a first change that was not taken back, can
     * still be rolled back; what failed while it was taken away can only be taken away (AWS CloudFormation user guide,
     * "Stack status codes", "Continue rolling back an update").
     */
    private static String stuck(AwsStage stage, String name, String status) {
        String mend = "; mend what its events name, then ";
        String delete = "aws cloudformation delete-stack --stack-name " + name + " --region " + stage.region();
        return switch (status) {
            case "UPDATE_ROLLBACK_FAILED" ->
                "its last change failed, and so did taking it back" + mend + "bring it back: npx cdk rollback " + name;
            case "UPDATE_FAILED", "CREATE_FAILED" ->
                "its last change failed and was not taken back" + mend + "bring it back: npx cdk rollback " + name;
            case "ROLLBACK_FAILED" ->
                "its first change failed, and so did taking it back; it never served" + mend
                        + "take away what is left of it: " + delete;
            case "DELETE_FAILED" -> "it was being taken away, and that failed" + mend + "take it away: " + delete;
            default ->
                "it cannot be changed in this state; see its events: aws cloudformation describe-stack-events"
                        + " --stack-name " + name + " --region " + stage.region();
        };
    }

    private Optional<String> bucket() {
        StageNames names = asked.names();
        boolean platform =
                there.platform().filter(stack -> stack.state() != State.EMPTY).isPresent();
        if (platform || there.bucket() == names.named().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                there.bucket()
                        ? "the bucket " + names.bucket()
                                + " is there from before, with its packages and records: keep it by"
                                + " writing bucket: " + names.bucket() + " below " + names.stage() + " in stages.yaml"
                        : "there is no bucket " + names.bucket() + ", which stages.yaml names for " + names.stage()
                                + ": make it, or leave out bucket: and the stage makes its own");
    }
}
