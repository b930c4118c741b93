package dev.slipway.cli.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.aws.Stacks.State;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which steps are needed, by what was seen; the table is {@code plans.txt}. */
class DeployPlanTest {

    private final StringBuilder told = new StringBuilder();

    @Test
    void whatIsToBeDoneFollowsFromWhatWasSeen() throws IOException {
        tell("an empty account, a folder", new Situation().empty().notHere());
        tell(
                "an empty account, killed after the platform",
                new Situation().empty().platform(State.READY, "CREATE_COMPLETE").bucket(true, Optional.empty()));
        tell("a platform that could not be made", new Situation().empty().platform(State.EMPTY, "ROLLBACK_COMPLETE"));
        tell(
                "a new model on a platform that stands",
                new Situation()
                        .withoutStack()
                        .notStored()
                        .platformDiffers(
                                "ServerFunction (AWS::Lambda::Function): Environment.Variables.SLIPWAY_MODELS"));
        tell(
                "a new model, killed after the platform",
                new Situation().withoutStack().did(DeployStep.PLATFORM));
        tell("a new model whose platform was deployed before", new Situation().withoutStack());
        tell(
                "a model whose first version failed its proof",
                new Situation().withoutStack().stack(State.EMPTY, "ROLLBACK_COMPLETE"));
        tell("a changed folder", new Situation().notHere().notStored());
        tell(
                "a package of staging, which no store here has",
                new Situation().named().notHere().notStored().unwritten());
        tell(
                "a package that the stage has, and this machine not",
                new Situation().named().notHere().unwritten());
        tell(
                "the same, deployed already",
                new Situation().served().named().notHere().unwritten());
        tell("killed after the stack", new Situation().function(Situation.WANTED));
        tell("all is done", new Situation().served());
        tell("signed after it was pushed", new Situation().served().unsigned());
        tell(
                "other keys and more memory",
                new Situation()
                        .served()
                        .stackDiffers("EndpointFunction (AWS::Lambda::Function): Environment.Variables.SLIPWAY_TRUST,"
                                + " MemorySize"));
        tell(
                "the same, after the CDK",
                new Situation().served().function(Situation.WANTED).did(DeployStep.STACK));
        tell(
                "only an alarm is another",
                new Situation().served().stackDiffers("AlarmsErrors (AWS::CloudWatch::Alarm): Threshold"));
        tell(
                "another front door, and calls by token",
                new Situation()
                        .served()
                        .platformDiffers(
                                "Api (AWS::ApiGatewayV2::Api): Body",
                                "Route (AWS::ApiGatewayV2::Route): AuthorizationType",
                                "new Authorizer (AWS::ApiGatewayV2::Authorizer)",
                                "Outputs.Url.Value",
                                "Description"));
        tell(
                "the same package, other settings deployed",
                new Situation().function(Situation.WANTED, "4").serves("3", Situation.WANTED));
        tell(
                "killed while it watched",
                new Situation()
                        .function(Situation.WANTED)
                        .runs(Situation.WANTED)
                        .unwritten());
        tell(
                "killed while it watched, on another machine",
                new Situation()
                        .named()
                        .notHere()
                        .function(Situation.WANTED)
                        .runs(Situation.WANTED)
                        .unwritten());
        tell("another release runs", new Situation().runs(Situation.OTHER).unwritten());
        tell(
                "somebody deploys now",
                new Situation().stack(State.CHANGING, "UPDATE_IN_PROGRESS").unwritten());
        tell(
                "a platform that is stuck, and another release",
                new Situation()
                        .platform(State.STUCK, "UPDATE_ROLLBACK_FAILED")
                        .runs(Situation.OTHER)
                        .unwritten());
        tell(
                "a first change that was not taken back, under a platform that was not taken away",
                new Situation()
                        .platform(State.STUCK, "DELETE_FAILED")
                        .stack(State.STUCK, "ROLLBACK_FAILED")
                        .unwritten());
        tell("a bucket from before", new Situation().empty().bucket(true, Optional.empty()));
        tell("a bucket from before, kept by its name", new Situation().empty().bucket(true, Optional.of("ours")));
        tell("a bucket that is named and not there", new Situation().empty().bucket(false, Optional.of("ours")));
        add(
                "a stage that cannot be seen, a folder",
                DeployPlan.of(new Situation().notHere().unseen()));
        add(
                "a stage that cannot be seen, a package",
                DeployPlan.of(new Situation().named().unseen()));

        try (InputStream golden = Objects.requireNonNull(DeployPlanTest.class.getResourceAsStream("plans.txt"))) {
            assertThat(told.toString()).isEqualTo(new String(golden.readAllBytes(), UTF_8));
        }
    }

    @Test
    void whateverWasSeenAStepThatWaitsForAnotherComesAfterIt() {
        for (Situation each : every().toList()) {
            DeployPlan plan = DeployPlan.of(each.seen());
            assertThat(plan.steps()).extracting(DeployPlan.Planned::step).containsExactly(DeployStep.values());
            if (plan.refusals().isEmpty() && plan.next().isEmpty()) {
                assertThat(each.seen()
                                .there()
                                .orElseThrow()
                                .stable()
                                .orElseThrow()
                                .digest())
                        .as("nothing is left to do only where it serves")
                        .isEqualTo(Situation.WANTED);
            }
        }
    }

    private static Stream<Situation> every() {
        List<Boolean> either = List.of(true, false);
        return either.stream()
                .flatMap(here -> either.stream()
                        .flatMap(stored -> either.stream()
                                .flatMap(folder -> either.stream()
                                        .flatMap(stack -> Stream.of(Situation.WANTED, Situation.OTHER)
                                                .flatMap(function -> Stream.of(Situation.WANTED, Situation.OTHER)
                                                        .map(serves -> {
                                                            Situation made = new Situation();
                                                            made = here ? made : made.notHere();
                                                            made = stored ? made : made.notStored();
                                                            made = folder ? made : made.named();
                                                            return stack
                                                                    ? made.function(function, "7")
                                                                            .serves("7", serves)
                                                                    : made.withoutStack();
                                                        }))))));
    }

    private void tell(String name, Situation situation) {
        add(name, DeployPlan.of(situation.seen()));
    }

    private void add(String name, DeployPlan plan) {
        told.append(name).append('\n');
        told.append(plan.steps().stream()
                .map(each -> "  " + each.step().word() + ": " + each.fate().word() + ": " + each.words() + "\n")
                .collect(Collectors.joining()));
        plan.refusals().forEach(why -> told.append("  refused: ").append(why).append('\n'));
        told.append('\n');
    }
}
