/**
 * A whole release ahead of time: real function processes and the real controller, on a clock that is moved by hand, so
 * that minutes pass in seconds. Start at {@link dev.slipway.local.rehearsal.Rehearsal}.
 */
@NullMarked
package dev.slipway.local.rehearsal;

import org.jspecify.annotations.NullMarked;
