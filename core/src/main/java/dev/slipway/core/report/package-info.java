/**
 * A release's record as one page for people: plots, the reason, the timeline. Start at
 * {@link dev.slipway.core.report.ReleaseReport}.
 */
@NullMarked
package dev.slipway.core.report;

import org.jspecify.annotations.NullMarked;
