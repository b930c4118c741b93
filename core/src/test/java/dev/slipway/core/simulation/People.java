package dev.slipway.core.simulation;

import dev.slipway.core.control.Controller;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** People who act, each time with words of their own, so that each act can be found in the record. */
final class People {

    private final RandomGenerator random;
    private final List<Deed> done = new ArrayList<>();
    private final List<Deed> tried = new ArrayList<>();

    /**
     * What somebody did.
     *
     * @param type the event that tells of it
     * @param why the words
     */
    record Deed(String type, String why) {}

    People(RandomGenerator random) {
        this.random = random;
    }

    /** Somebody does something; throws what the controller throws. */
    void act(Controller controller, Trace trace) {
        String why = "act-" + (tried.size() + 1);
        String type = List.of("paused", "resumed", "promoted", "rolled_back", "rolled_back", "approved")
                .get(random.nextInt(6));
        Deed deed = new Deed(type, why);
        tried.add(deed);
        trace.say(() -> "    " + type + ", " + why);
        switch (type) {
            case "paused" -> controller.pause(Stage.DIGITS, "ben", why);
            case "resumed" -> controller.resume(Stage.DIGITS, "ben", why);
            case "promoted" -> controller.promote(Stage.DIGITS, "ben", why);
            case "rolled_back" -> controller.rollback(Stage.DIGITS, "ben", why);
            default -> controller.approve(Stage.DIGITS, random.nextBoolean() ? Plans.APPROVER : "ben", why);
        }
        done.add(deed);
    }

    /** What was done without a complaint is in the record once; what was tried, at most once. */
    void check(EventLog log) {
        for (Deed deed : tried) {
            int times = log.times(deed.type(), deed.why());
            Broken.unless(times <= 1, "I6", deed + " is recorded " + times + " times");
            Broken.unless(times == 1 || !done.contains(deed), "I6", deed + " was done and is not recorded");
        }
    }
}
