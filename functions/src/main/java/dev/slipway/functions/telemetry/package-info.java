/**
 * What a function says of each call: one line on standard output that is metrics (CloudWatch's embedded metric format)
 * and ledger record in one. Start at {@link dev.slipway.functions.telemetry.CallLog}.
 */
@NullMarked
package dev.slipway.functions.telemetry;

import org.jspecify.annotations.NullMarked;
