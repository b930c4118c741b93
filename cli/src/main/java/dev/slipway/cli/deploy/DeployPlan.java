package dev.slipway.cli.deploy;

import dev.slipway.aws.DeployedFunction;
import dev.slipway.aws.Stacks.Stack;
import dev.slipway.aws.Stacks.State;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done so that a package serves on a stage: a function of what was seen. Nothing is done here. A deployment
 * that died in the middle is seen as what it left, so deciding again goes on from there.
 *
 * @param steps all steps in their order, with what becomes of each
 * @param refusals why nothing can be done; empty where it can
 */
record DeployPlan(List<Planned> steps, List<String> refusals) {

    /** Copies the lists. */
    DeployPlan {
        steps = List.copyOf(steps);
        refusals = List.copyOf(refusals);
    }

    /** What becomes of a step. */
    enum Fate {
        DONE("done"),
        TO_DO("to do"),
        NOT_SEEN("not seen");

        private final String word;

        Fate(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * A step and what becomes of it.
     *
     * @param step the step
     * @param fate whether it is to be done
     * @param words what it is, or why it need not be done
     */
    record Planned(DeployStep step, Fate fate, String words) {}

    /** The first step that is to be done. */
    Optional<Planned> next() {
        return steps.stream().filter(step -> step.fate() == Fate.TO_DO).findFirst();
    }

    /** Decides. */
    static DeployPlan of(Seen seen) {
        if (seen.there().isEmpty()) {
            return new Blindly(seen).plan();
        }
        Deciding deciding = new Deciding(seen, seen.there().get());
        return new DeployPlan(
                deciding.steps(), new Refusals(seen.asked(), seen.there().get()).all());
    }

    /**
     * Decides on a stage that was seen.
     *
     * @param seen all that was seen
     * @param there what was seen of the stage
     */
    private record Deciding(Seen seen, Seen.There there) {

        List<Planned> steps() {
            Planned stack = stack();
            List<Planned> steps = new ArrayList<>();
            steps.add(packaged(stack.fate() == Fate.TO_DO));
            steps.add(platform());
            steps.add(push());
            steps.add(stack);
            steps.add(release(stack));
            return steps;
        }

        private Asked asked() {
            return seen.asked();
        }

        private Planned packaged(boolean wanted) {
            if (seen.here()) {
                return done(DeployStep.PACKAGE, asked().brief() + " is in the store of this machine");
            }
            if (asked().folder().isPresent()) {
                return toDo(DeployStep.PACKAGE, asked().folder().get() + ", which gives " + asked().brief());
            }
            return there.stored() && !wanted
                    ? done(DeployStep.PACKAGE, "the stage has " + asked().brief() + " already")
                    : toDo(
                            DeployStep.PACKAGE,
                            "copy " + asked().brief() + " from " + seen.source().orElse("a store that has it")
                                    + "; it is not packaged again");
        }

        private Planned platform() {
            String name = asked().names().platformStack();
            if (seen.done().contains(DeployStep.PLATFORM)) {
                return done(DeployStep.PLATFORM, name + " was deployed");
            }
            if (!stands(there.platform())) {
                return toDo(DeployStep.PLATFORM, "cdk deploy " + name + ": there is none yet");
            }
            return stands(there.stack())
                    ? done(DeployStep.PLATFORM, name + " stands")
                    : toDo(DeployStep.PLATFORM, "cdk deploy " + name + ": its front door must know the new model");
        }

        private Planned push() {
            return there.stored()
                    ? done(DeployStep.PUSH, asked().names().packages() + " has " + asked().brief())
                    : toDo(
                            DeployStep.PUSH,
                            asked().brief() + " to " + asked().names().packages());
        }

        private Planned stack() {
            String deploy = "cdk deploy " + asked().stack() + ": ";
            if (there.running().filter(this::isOurs).isPresent()) {
                return done(DeployStep.STACK, "a release of " + asked().brief() + " runs already");
            }
            if (!stands(there.stack())) {
                return toDo(
                        DeployStep.STACK, deploy + "there is none yet; its first version is proven, and then serves");
            }
            Optional<Digest> latest = there.function().flatMap(DeployedFunction::digest);
            if (!latest.equals(Optional.of(asked().digest()))) {
                return toDo(
                        DeployStep.STACK,
                        deploy + "its function has " + latest.map(Asked::brief).orElse("no package of ours")
                                + "; what serves stays");
            }
            if (seen.done().contains(DeployStep.STACK)) {
                return done(DeployStep.STACK, asked().stack() + " was deployed");
            }
            if (seen.code().isEmpty()) {
                return toDo(DeployStep.STACK, deploy + "whether its code is this Slipway's, the CDK can tell");
            }
            return there.function().map(DeployedFunction::codeSha256).equals(seen.code())
                    ? done(DeployStep.STACK, "the function has " + asked().brief() + " and this Slipway's code")
                    : toDo(DeployStep.STACK, deploy + "its function has other code than this Slipway's");
        }

        private Planned release(Planned stack) {
            if (there.running().filter(this::isOurs).isPresent()) {
                return toDo(
                        DeployStep.RELEASE,
                        there.running().get().id() + " of " + asked().brief() + " runs already; it is watched");
            }
            if (stack.fate() == Fate.DONE
                    && there.stable().filter(this::isDeployed).isPresent()) {
                return done(
                        DeployStep.RELEASE,
                        "version " + there.stable().get().version() + " with " + asked().brief() + " serves");
            }
            if (!stands(there.stack())) {
                return toDo(DeployStep.RELEASE, "none: the first version serves when its stack stands");
            }
            return toDo(
                    DeployStep.RELEASE,
                    asked().brief() + " against "
                            + there.stable()
                                    .map(stable ->
                                            "version " + stable.version() + " (" + Asked.brief(stable.digest()) + ")")
                                    .orElse("nothing that serves"));
        }

        private boolean isOurs(Seen.Running running) {
            return running.digest().equals(asked().digest());
        }

        /** The function as it is now, and not only its package: the same package with new code is a release too. */
        private boolean isDeployed(FunctionVersion stable) {
            return stable.digest().equals(asked().digest())
                    && there.function().map(DeployedFunction::codeSha256).equals(Optional.of(stable.codeSha256()));
        }

        private static boolean stands(Optional<Stack> stack) {
            return stack.filter(found -> found.state() != State.EMPTY).isPresent();
        }
    }

    /**
     * What can be said of a stage that cannot be seen.
     *
     * @param seen what was seen of this machine
     */
    private record Blindly(Seen seen) {

        DeployPlan plan() {
            Asked asked = seen.asked();
            Planned packaged = seen.here()
                    ? done(DeployStep.PACKAGE, asked.brief() + " is in the store of this machine")
                    : toDo(
                            DeployStep.PACKAGE,
                            asked.folder()
                                    .map(folder -> folder + ", which gives " + asked.brief())
                                    .orElse("copy " + asked.brief() + " from a store that has it"));
            return new DeployPlan(
                    List.of(
                            packaged,
                            unseen(
                                    DeployStep.PLATFORM,
                                    "cdk deploy " + asked.names().platformStack() + ", where it is not there"),
                            unseen(
                                    DeployStep.PUSH,
                                    asked.brief() + " to " + asked.names().packages() + ", what is missing there"),
                            unseen(DeployStep.STACK, "cdk deploy " + asked.stack() + ", where its function differs"),
                            unseen(DeployStep.RELEASE, asked.brief() + ", where it does not serve yet")),
                    List.of());
        }

        private static Planned unseen(DeployStep step, String words) {
            return new Planned(step, Fate.NOT_SEEN, words);
        }
    }

    private static Planned done(DeployStep step, String words) {
        return new Planned(step, Fate.DONE, words);
    }

    private static Planned toDo(DeployStep step, String words) {
        return new Planned(step, Fate.TO_DO, words);
    }
}
