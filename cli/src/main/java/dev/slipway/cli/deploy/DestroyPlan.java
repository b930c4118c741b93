package dev.slipway.cli.deploy;

import dev.slipway.aws.Stacks.Stack;
import dev.slipway.aws.Stacks.State;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StageNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is taken away of a stage: a function of what was seen.
 *
 * @param stacks the stacks that the CDK takes away, models before their platform
 * @param refusals why nothing can be taken away; empty where it can
 */
record DestroyPlan(List<String> stacks, List<String> refusals) {

    /** Copies the lists. */
    DestroyPlan {
        stacks = List.copyOf(stacks);
        refusals = List.copyOf(refusals);
    }

    /**
     * What was seen.
     *
     * @param platform the stack of what the models share
     * @param models each model's stack, of those that {@code stages.yaml} names
     * @param others stacks of models that it does not name any more
     * @param running releases that have not ended, by model
     */
    record Found(
            Optional<Stack> platform,
            Map<ModelName, Optional<Stack>> models,
            Map<ModelName, Stack> others,
            Map<ModelName, Seen.Running> running) {

        /** Sorts. */
        Found {
            models = new TreeMap<>(models);
            others = new TreeMap<>(others);
            running = new TreeMap<>(running);
        }
    }

    /**
     * Decides.
     *
     * @param only the one model; empty for the whole stage
     */
    static DestroyPlan of(AwsStage stage, Optional<ModelName> only, Found found) {
        StageNames names = StageNames.of(stage);
        List<String> stacks = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        found.running().forEach((model, running) -> {
            if (only.isEmpty() || only.get().equals(model)) {
                String named = model + " --stage " + stage.name();
                refusals.add("release " + running.id() + ", started by " + running.by() + ", is " + running.state()
                        + "; wait for its end: slipway watch " + named + ", or end it: slipway rollback " + named);
            }
        });
        found.models().forEach((model, stack) -> {
            if (only.isEmpty() || only.get().equals(model)) {
                take(stage, names.modelStack(model), stack, stacks, refusals);
            }
        });
        if (only.isEmpty()) {
            found.others()
                    .forEach((model, stack) -> refusals.add("the stack " + stack.name()
                            + " stands, and stages.yaml does not name its model any more; take it away first: aws"
                            + " cloudformation delete-stack --stack-name " + stack.name() + " --region "
                            + stage.region()));
            take(stage, names.platformStack(), found.platform(), stacks, refusals);
        }
        return new DestroyPlan(stacks, refusals);
    }

    private static void take(
            AwsStage stage, String name, Optional<Stack> stack, List<String> stacks, List<String> refusals) {
        if (stack.isEmpty()) {
            return;
        }
        // What is stuck may well be taken away; what somebody changes now may not.
        if (stack.get().state() == State.CHANGING) {
            Refusals.ofStack(stage, name, stack).ifPresent(refusals::add);
        } else {
            stacks.add(name);
        }
    }
}
