package dev.slipway.functions.lambda;

import dev.slipway.functions.start.Primer;
import dev.slipway.functions.start.StartTimes.Started;
import dev.slipway.functions.telemetry.CallLog;
import dev.slipway.functions.telemetry.FaultLog;
import dev.slipway.functions.telemetry.StartLog;
import dev.slipway.functions.telemetry.WarmUp;
import dev.slipway.functions.tensor.HeapWatch;
import dev.slipway.functions.v2.ModelEndpoint;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What a function is made of.
 *
 * @param endpoint the model behind the protocol
 * @param lifecycle where the environment stands
 * @param primer what to ask before a snapshot
 * @param calls the line a call
 * @param warmUp which calls of the environment count as warming up
 * @param clock the time of day
 * @param nanos a clock for durations
 * @param log for people: faults and hooks
 * @param started what the start consisted of
 * @param starts the line an environment
 * @param heap what large calls leave behind
 */
record FunctionParts(
        ModelEndpoint endpoint,
        Lifecycle lifecycle,
        Primer primer,
        CallLog calls,
        WarmUp warmUp,
        InstantSource clock,
        LongSupplier nanos,
        FaultLog log,
        Started started,
        StartLog starts,
        HeapWatch heap) {}
