/**
 * One package in one environment, for as long as it is asked: what a trial at package time needs, with no stage around
 * it. Start at {@link dev.slipway.local.trial.TrialProcess}.
 */
@NullMarked
package dev.slipway.local.trial;

import org.jspecify.annotations.NullMarked;
