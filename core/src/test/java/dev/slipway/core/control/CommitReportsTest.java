package dev.slipway.core.control;

import static dev.slipway.core.control.World.DIGITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.control.World.Behaviour;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Origin;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseReport;
import dev.slipway.core.platform.ReleaseReport.Standing;
import dev.slipway.core.platform.Reporter;
import dev.slipway.core.platform.memory.MemoryReporter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitReportsTest {
    private static final Origin PUSH = Origin.of("acme/models", "0123456789abcdef0123456789abcdef01234567");
    private static final Behaviour FAULTY = new Behaviour(0.5, Duration.ofMillis(10), 2);

    private final World world = new World(8);
    private final Controller controller = world.controller();
    private final MemoryReporter commit = new MemoryReporter();
    private Reporter door = commit;

    private CommitReports teller() {
        return new CommitReports(
                world.releases,
                report -> door.report(report),
                "prod",
                release -> Optional.of(URI.create("https://example.com/" + release)),
                () -> world.now,
                world.heard::add);
    }

    @BeforeEach
    void somethingServes() {
        world.serveFirst(controller);
    }

    private void start(Behaviour behaviour, Origin origin) {
        Digest digest = world.pack("v2 " + behaviour + origin.commit(), behaviour);
        controller.start(
                new StartRequest(DIGITS, digest, World.preset("canary"), "ann", "", List.of(), Optional.of(origin)));
    }

    private void runToTheEnd(CommitReports teller) {
        for (int second = 0; second < 200; second++) {
            world.run(controller, Duration.ofSeconds(1), 100);
            teller.tell(DIGITS);
        }
    }

    @Test
    void theCommitOfARolledBackReleaseIsRedAndSaysWhyAndWhereToLook() {
        start(FAULTY, PUSH);
        runToTheEnd(teller());

        ReleaseReport last = commit.last("digits-2").orElseThrow();
        assertThat(last.standing()).isEqualTo(Standing.ROLLED_BACK);
        assertThat(last.text()).isEqualTo(world.reason(controller));
        assertThat(last.origin()).isEqualTo(PUSH);
        assertThat(last.page()).contains(URI.create("https://example.com/digits-2"));
    }

    @Test
    void aPromotedReleaseToldItsStepsAndThenItsEndEachOnce() {
        start(Behaviour.HEALTHY, PUSH);
        runToTheEnd(teller());

        assertThat(commit.all())
                .extracting(
                        report -> report.standing().word() + " " + report.text().replaceAll("log E .*", ""))
                .containsExactly(
                        "running digits-2, plan canary: shift 10%",
                        "running digits-2, plan canary: shift 50%",
                        "running digits-2, plan canary: bake",
                        "promoted nothing speaks against the candidate: ");
    }

    @Test
    void aReleaseThatComesFromNoCommitTellsNobody() {
        controller.start(new StartRequest(DIGITS, world.pack("v2", FAULTY), World.preset("canary"), "ann", ""));
        runToTheEnd(teller());

        assertThat(commit.all()).isEmpty();
    }

    @Test
    void aReporterThatDoesNotAnswerHoldsNothingUpAndHearsTheLastWordLater() {
        door = report -> {
            throw new PlatformException.Unavailable("GitHub does not answer");
        };
        start(FAULTY, PUSH);
        CommitReports teller = teller();
        int refusals = 0;
        for (int second = 0; second < 100; second++) {
            world.run(controller, Duration.ofSeconds(1), 100);
            try {
                teller.tell(DIGITS);
            } catch (PlatformException.Unavailable e) {
                refusals++;
            }
        }
        assertThat(world.state(controller)).isEqualTo("rolled-back");
        assertThat(refusals).as("pauses grow").isBetween(2, 12);

        door = commit;
        world.now = world.now.plus(Duration.ofMinutes(5));
        teller.tell(DIGITS);

        assertThat(commit.all()).extracting(ReleaseReport::standing).containsExactly(Standing.ROLLED_BACK);
    }

    @Test
    void whatARunningReleaseOwesIsStillToldAfterTheNextOneBegan() {
        Origin later = Origin.of("acme/models", "f".repeat(40));
        start(FAULTY, PUSH);
        world.run(controller, Duration.ofSeconds(100), 100);
        start(Behaviour.HEALTHY, later);

        teller().tell(DIGITS);

        assertThat(commit.last("digits-2").orElseThrow().standing()).isEqualTo(Standing.ROLLED_BACK);
        assertThat(commit.last("digits-3").orElseThrow().origin()).isEqualTo(later);
    }

    @Test
    void aRefusalIsWrittenDownWithItsRemedyAndNotTriedAgainUntilTheReleaseStandsElsewhere() {
        door = report -> {
            throw new PlatformException.Refused("no such commit: push it first");
        };
        start(FAULTY, PUSH);
        CommitReports teller = teller();
        teller.tell(DIGITS);
        teller.tell(DIGITS);
        world.run(controller, Duration.ofSeconds(1), 0);

        List<Event> told = controller.history(DIGITS).stream()
                .filter(event -> event.type() == Event.Type.NOT_REPORTED)
                .toList();
        assertThat(told).hasSize(1);
        assertThat(new JsonReader("event", told.getFirst().json()).text("why"))
                .isEqualTo("digits-2: no such commit: push it first");

        door = commit;
        runToTheEnd(teller);
        assertThat(commit.last("digits-2").orElseThrow().standing()).isEqualTo(Standing.ROLLED_BACK);
    }

    private List<Event> notReported() {
        return controller.history(DIGITS).stream()
                .filter(event -> event.type() == Event.Type.NOT_REPORTED)
                .toList();
    }

    @Test
    void aVerdictThatTheCredentialsMayNotTellIsWrittenDownOnceAndToldWithTheNextOnes() {
        start(FAULTY, PUSH);
        CommitReports teller = teller();
        world.run(controller, Duration.ofSeconds(100), 100);
        assertThat(world.state(controller)).isEqualTo("rolled-back");
        AtomicInteger tries = new AtomicInteger();
        door = report -> {
            tries.incrementAndGet();
            throw new PlatformException.Denied("401, Bad credentials: put a new token in its place");
        };
        for (int minute = 0; minute < 24 * 60; minute++) {
            teller.tell(DIGITS);
            world.now = world.now.plus(Duration.ofMinutes(1));
        }
        assertThat(tries.get()).as("pauses grow to an hour").isBetween(20, 30);
        assertThat(notReported())
                .singleElement()
                .extracting(event -> new JsonReader("event", event.json()).text("why"))
                .isEqualTo("digits-2: 401, Bad credentials: put a new token in its place");

        door = commit;
        world.now = world.now.plus(Duration.ofHours(1));
        teller.tell(DIGITS);
        teller.tell(DIGITS);

        assertThat(commit.all()).extracting(ReleaseReport::standing).containsExactly(Standing.ROLLED_BACK);
    }

    @Test
    void whoeverNeverLetsAnythingBeToldDoesNotFillTheRecord() {
        door = report -> {
            throw new PlatformException.Denied("401");
        };
        CommitReports teller = teller();
        for (int release = 0; release < 30; release++) {
            start(Behaviour.HEALTHY, Origin.of("acme/models", "%040x".formatted(release + 1)));
            controller.tick(DIGITS);
            teller.tell(DIGITS);
            controller.rollback(DIGITS, "ann", "");
            teller.tell(DIGITS);
        }
        door = commit;
        world.now = world.now.plus(Duration.ofHours(2));
        teller.tell(DIGITS);

        assertThat(commit.all()).as("the newest debts").hasSize(20);
        assertThat(commit.last("digits-31").orElseThrow().standing()).isEqualTo(Standing.ROLLED_BACK);
        assertThat(commit.last("digits-11")).isEmpty();
    }

    @Test
    void whoSleptWhileTheEndWasToldDoesNotHaveTheLastWord() {
        start(FAULTY, PUSH);
        CommitReports awake = teller();
        door = report -> {
            // Asleep with "running" in hand; meanwhile the release ends and somebody else tells so.
            door = commit;
            world.run(controller, Duration.ofSeconds(100), 100);
            awake.tell(DIGITS);
            commit.report(report);
        };
        teller().tell(DIGITS);
        assertThat(commit.last("digits-2").orElseThrow().standing()).isEqualTo(Standing.RUNNING);

        awake.tell(DIGITS);

        assertThat(commit.last("digits-2").orElseThrow().standing()).isEqualTo(Standing.ROLLED_BACK);
    }

    @Test
    void aTellerThatDiesBeforeItSaidSoTellsAgain() {
        start(Behaviour.HEALTHY, PUSH);
        door = report -> {
            commit.report(report);
            throw new IllegalStateException("killed");
        };
        assertThatThrownBy(() -> teller().tell(DIGITS)).hasMessage("killed");

        door = commit;
        teller().tell(DIGITS);

        assertThat(commit.all())
                .extracting(ReleaseReport::standing)
                .containsExactly(Standing.RUNNING, Standing.RUNNING);
    }
}
