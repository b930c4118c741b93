/**
 * Deciding a release, as values: {@code decide(plan, state, observation)} answers a verdict with the number that made
 * it. No clock, no randomness, no I/O. Start at {@link dev.slipway.core.release.Observation}: what is known when a
 * decision is made.
 */
@NullMarked
package dev.slipway.core.release;

import org.jspecify.annotations.NullMarked;
