package dev.slipway.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.control.Controller;
import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.control.Event;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.release.Status;
import dev.slipway.local.testing.ProbePackage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stage that runs elsewhere, here in memory: what is asked of it, and what those who watch are told. */
class LookoutTest {

    private final FarStage far = new FarStage();
    private final Ears ears = new Ears();
    private final Lookout lookout = new Lookout(far.controller(), far::now, ears);

    /** Keeps what it was told. */
    private static final class Ears implements Lookout.Heard {
        private boolean listening = true;
        private final List<Event> events = new ArrayList<>();
        private final List<ModelName> looks = new ArrayList<>();
        private Optional<String> trouble = Optional.empty();

        @Override
        public boolean listens() {
            return listening;
        }

        @Override
        public synchronized void event(Event event) {
            events.add(event);
        }

        @Override
        public synchronized void looked(ModelName endpoint) {
            looks.add(endpoint);
        }

        @Override
        public void trouble(Optional<String> why) {
            trouble = why;
        }
    }

    @BeforeEach
    void serve() {
        far.serveFirst();
    }

    @Test
    void nothingIsAskedWhileNobodyWatches() {
        ears.listening = false;
        far.forgetQuestions();
        for (int beat = 0; beat < 100; beat++) {
            lookout.beat();
            far.later(Duration.ofSeconds(1));
        }
        assertThat(far.questions()).isZero();
    }

    @Test
    void anIdleEndpointIsLookedAtOnceAMinute() {
        far.forgetQuestions();
        for (int second = 0; second < 600; second++) {
            lookout.beat();
            far.later(Duration.ofSeconds(1));
        }
        assertThat(ears.looks).hasSizeBetween(10, 11);
        // each look: the list, the record, the weights
        assertThat(far.questions()).isLessThanOrEqualTo(3 * 11);
    }

    @Test
    void aReleaseThatRunsIsLookedAtEachFiveSeconds() {
        far.release();
        far.forgetQuestions();
        for (int second = 0; second < 60; second++) {
            lookout.beat();
            far.later(Duration.ofSeconds(1));
        }
        assertThat(ears.looks).hasSizeBetween(12, 13);
        assertThat(far.questions()).isLessThanOrEqualTo(2 * 13 + 2);
        assertThat(lookout.followed()).extracting(EndpointStatus::model).containsExactly(ProbePackage.MODEL);
    }

    @Test
    void eventsThatTheControllerWroteAreToldOnceAndInOrder() {
        lookout.beat();
        assertThat(ears.events).as("what was before is in the record").isEmpty();
        far.release();
        far.later(Lookout.SELDOM);
        lookout.beat();
        far.controller().tick(ProbePackage.MODEL);
        far.controller().rollback(ProbePackage.MODEL, "ann", "enough");
        far.later(Lookout.OFTEN);
        lookout.beat();
        lookout.beat();
        assertThat(ears.events).extracting(Event::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(ears.events)
                .extracting(Event::type)
                .startsWith(Event.Type.STARTED)
                .contains(Event.Type.ROLLED_BACK);
    }

    @Test
    void aStageThatDoesNotAnswerIsTroubleUntilItDoes() {
        lookout.beat();
        far.fail("the credentials have expired: log in again (aws sso login)");
        far.later(Lookout.SELDOM.plusSeconds(1));
        lookout.beat();
        assertThat(ears.trouble).hasValueSatisfying(why -> assertThat(why).contains("aws sso login"));
        assertThat(lookout.all()).as("how it was").hasSize(1);
        far.recover();
        far.later(Lookout.SELDOM.plusSeconds(1));
        lookout.beat();
        assertThat(ears.trouble).isEmpty();
    }

    @Test
    void whatAPersonDecidesHereIsInTheRecordForTheControllerThere() {
        far.release();
        try (RemoteStage stage = far.remote()) {
            byte[] who = "{\"by\":\"ann\",\"reason\":\"a look\"}".getBytes(StandardCharsets.UTF_8);
            assertThat(stage.answer("POST", "endpoints/probe/pause", who).status())
                    .isEqualTo(200);
            Controller there = far.controller();
            assertThat(status(there)).isInstanceOf(Status.Paused.class);
            assertThat(stage.answer("POST", "endpoints/probe/pause", who).status())
                    .isEqualTo(409);
            there.rollback(ProbePackage.MODEL, "bob", "");
            assertThat(stage.answer("POST", "endpoints/probe/resume", who).status())
                    .as("who comes second is told what the first did")
                    .isEqualTo(409);
        }
    }

    @Test
    void whatIsNotThereIsSaidInWords() {
        try (RemoteStage stage = far.remote()) {
            var logs = stage.answer("GET", "endpoints/probe/versions/1/logs", new byte[0]);
            assertThat(logs.status()).isEqualTo(404);
            assertThat(JsonReader.parse("answer", logs.body()).text("error")).contains("CloudWatch Logs");
            var alarm = stage.answer("PUT", "alarms/x", "{\"state\":\"OK\"}".getBytes(StandardCharsets.UTF_8));
            assertThat(alarm.status()).isEqualTo(409);
        }
    }

    @Test
    void eachMinuteOfTrafficIsAskedForOnce() {
        far.calls("1", 10);
        far.later(Duration.ofMinutes(10));
        try (RemoteStage stage = far.remote()) {
            stage.answer("GET", "endpoints/probe/traffic?windows=240", new byte[0]);
            far.forgetQuestions();
            for (int i = 0; i < 5; i++) {
                stage.answer("GET", "endpoints/probe/traffic?windows=240", new byte[0]);
            }
            assertThat(far.metricQuestions()).isZero();
            far.later(Duration.ofMinutes(1));
            stage.answer("GET", "endpoints/probe/traffic?windows=240", new byte[0]);
            assertThat(far.metricQuestions()).isEqualTo(1);
        }
    }

    private static Status status(Controller controller) {
        return controller
                .status(ProbePackage.MODEL)
                .orElseThrow()
                .release()
                .orElseThrow()
                .status();
    }
}
