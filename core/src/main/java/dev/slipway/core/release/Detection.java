package dev.slipway.core.release;

import java.time.Duration;
import java.util.Optional;

/**
 * One trouble, and when a step finds it.
 *
 * @param trouble what is wrong with the candidate, for people
 * @param rule the rule that finds it
 * @param failures the failed or slow calls that must be seen on both versions; 0 for rules that look at the candidate
 *     alone
 * @param calls the candidate's calls until then
 * @param time how long that takes on average; empty where it would take more than a month
 */
public record Detection(String trouble, String rule, double failures, double calls, Optional<Duration> time) {

    /** Whether it is found within this time, on average. */
    public boolean within(Duration length) {
        return time.filter(needed -> needed.compareTo(length) <= 0).isPresent();
    }
}
