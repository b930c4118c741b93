package dev.slipway.core.release;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one step of a plan will see, with a candidate that is no worse.
 *
 * @param step the step
 * @param share the candidate's share of the traffic
 * @param expected how long it takes; empty where it does not end by itself
 * @param candidate the candidate's calls in that time, or in its longest time where it does not end
 * @param stable stable's calls in that time
 * @param detections what it can find, and when; empty for steps without traffic
 * @param obstacle why it never ends by itself, where it does not
 */
public record StepForecast(
        Step step,
        double share,
        Optional<Duration> expected,
        long candidate,
        long stable,
        List<Detection> detections,
        Optional<String> obstacle) {

    /** Copies the detections. */
    public StepForecast {
        detections = List.copyOf(detections);
    }
}
