package dev.slipway.cli.deploy;

import dev.slipway.aws.DeployedFunction;
import dev.slipway.aws.Stacks.Stack;
import dev.slipway.aws.Stacks.State;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
            return new BlindPlan(seen).plan();
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
            steps.add(packaged());
            steps.add(platform());
            steps.add(push());
            steps.add(stack);
            steps.add(release(stack));
            return steps;
        }

        private Asked asked() {
            return seen.asked();
        }

        private Planned packaged() {
            if (seen.here()) {
                return done(DeployStep.PACKAGE, asked().brief() + " is in the store of this machine");
            }
            if (asked().folder().isPresent()) {
                return toDo(DeployStep.PACKAGE, asked().folder().get() + ", which gives " + asked().brief());
            }
            return there.stored() && isReleasing()
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
            return isReleasing()
                    ? done(DeployStep.PLATFORM, name + " stands")
                    : byTemplate(DeployStep.PLATFORM, name, Seen.Changes::platform, name + " is as it is written here");
        }

        private Planned push() {
            String store = asked().names().packages();
            if (!there.stored()) {
                return toDo(DeployStep.PUSH, asked().brief() + " to " + store);
            }
            return there.signed()
                    ? done(DeployStep.PUSH, store + " has " + asked().brief())
                    : toDo(
                            DeployStep.PUSH,
                            "a signature of " + asked().brief() + " to " + store + ", which has the package alone");
        }

        private Planned stack() {
            String deploy = "cdk deploy " + asked().stack() + ": ";
            if (isReleasing()) {
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
            return byTemplate(
                    DeployStep.STACK,
                    asked().stack(),
                    Seen.Changes::stack,
                    "the function has " + asked().brief() + ", and its stack is as it is written here");
        }

        /** A stack that stands: whether what is written now differs from what it was made of. */
        private Planned byTemplate(
                DeployStep step, String name, Function<Seen.Changes, Optional<TemplateChange>> of, String same) {
            Optional<TemplateChange> change = there.changes().flatMap(of);
            if (change.isEmpty()) {
                return notSeen(step, "cdk deploy " + name + ", where its template differs");
            }
            return change.get().isNone()
                    ? done(step, same)
                    : toDo(
                            step,
                            "cdk deploy " + name + ": what is written here differs: "
                                    + change.get().words());
        }

        private Planned release(Planned stack) {
            if (isReleasing()) {
                return toDo(
                        DeployStep.RELEASE,
                        there.running().get().id() + " of " + asked().brief() + " runs already; it is watched");
            }
            boolean serves = there.stable().filter(this::isDeployed).isPresent();
            if (serves && stack.fate() == Fate.DONE) {
                return done(
                        DeployStep.RELEASE,
                        "version " + there.stable().get().version() + " with " + asked().brief() + " serves");
            }
            if (serves) {
                return notSeen(DeployStep.RELEASE, asked().brief() + ", where its function differs then");
            }
            if (!stands(there.stack())) {
                return toDo(DeployStep.RELEASE, "none: the first version serves when its stack stands");
            }
            return toDo(
                    DeployStep.RELEASE,
                    asked().brief() + " against "
                            + there.stable().map(this::named).orElse("nothing that serves"));
        }

        private String named(FunctionVersion stable) {
            String same = stable.digest().equals(asked().digest()) ? ", with other code or settings" : "";
            return "version " + stable.version() + " (" + Asked.brief(stable.digest()) + same + ")";
        }

        /** Whether a release of this package runs already. */
        private boolean isReleasing() {
            return there.running().filter(this::isOurs).isPresent();
        }

        private boolean isOurs(Seen.Running running) {
            return running.digest().equals(asked().digest());
        }

        /**
         * The function as it is now, and not only its package: the same package with other code, keys, memory or network is
         * a release too.
         */
        private boolean isDeployed(FunctionVersion stable) {
            return stable.digest().equals(asked().digest())
                    && there.function()
                            .filter(function -> function.versions().contains(stable.version()))
                            .isPresent();
        }

        private static boolean stands(Optional<Stack> stack) {
            return stack.filter(found -> found.state() != State.EMPTY).isPresent();
        }
    }

    static Planned done(DeployStep step, String words) {
        return new Planned(step, Fate.DONE, words);
    }

    static Planned toDo(DeployStep step, String words) {
        return new Planned(step, Fate.TO_DO, words);
    }

    static Planned notSeen(DeployStep step, String words) {
        return new Planned(step, Fate.NOT_SEEN, words);
    }
}
