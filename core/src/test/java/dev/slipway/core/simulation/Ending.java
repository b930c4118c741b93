package dev.slipway.core.simulation;

import dev.slipway.core.control.Controller;
import dev.slipway.core.control.Event;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.Router.Routing;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.Status;
import java.util.List;
import java.util.Optional;

/** How a history must end once the weather is good: decided, done, and told without gap or double (I6). */
record Ending(Stage stage, Auditor auditor, Controller controller, People people, Trace trace) {

    private static final int MOST_BEATS = 150;
    private static final int BEATS_PER_TICK = 3;

    void reach() {
        for (int beats = 0; beats < MOST_BEATS && !auditor.settled(); beats++) {
            for (int i = 0; i < BEATS_PER_TICK; i++) {
                stage.beat(60, false);
            }
            stage.ready();
            controller.tick(Stage.DIGITS);
            attend();
        }
        Broken.unless(
                auditor.settled(),
                "I6",
                "the release never ends: "
                        + auditor.last().map(state -> state.reason().text()).orElse("none"));
        controller.tick(Stage.DIGITS);
    }

    /** Whether all that was decided was done and told. */
    void check() {
        ReleaseState last = auditor.last().orElseThrow();
        weights(last);
        record(last);
        people.check(auditor.log());
    }

    /** Somebody looks after what waits for people. */
    private void attend() {
        auditor.last().ifPresent(state -> {
            switch (state.status()) {
                case Status.Paused _ -> controller.resume(Stage.DIGITS, "ann", "on we go");
                case Status.Waiting _ -> controller.approve(Stage.DIGITS, Plans.APPROVER, "on we go");
                case Status.Running _, Status.Promoted _, Status.RolledBack _ -> {}
            }
        });
    }

    private void weights(ReleaseState last) {
        Optional<Weights> found = stage.router.routing(Stage.DIGITS).map(Routing::weights);
        trace.say(() -> "  the end: " + last.status() + ", weights " + found);
        Broken.unless(
                found.equals(last.weights()),
                "I3",
                "release " + last.id() + " is " + last.status().word() + ", and the weights are " + found);
    }

    private void record(ReleaseState last) {
        EventLog log = auditor.log();
        Broken.unless(log.stored() == log.decided(), "I6", log.stored() + " events stored of " + log.decided());
        List<Event> history = controller.history(Stage.DIGITS);
        Broken.unless(history.size() == log.stored(), "I6", "the history has " + history.size() + " events");
        if (last.status() instanceof Status.Promoted) {
            Digest digest = last.candidate().digest();
            boolean tagged = stage.models.tag("digits:stable").equals(Optional.of(digest))
                    || history.getLast().type() == Event.Type.NOT_TAGGED;
            Broken.unless(tagged, "I6", "promoted, and the tag digits:stable was not moved");
        }
    }
}
