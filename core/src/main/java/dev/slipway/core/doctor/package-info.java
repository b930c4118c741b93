/**
 * What was measured of a model's start, latency, memory and size, and what follows from it: values in, advice out. Who
 * measures is not known here. Start at {@link dev.slipway.core.doctor.Examination}, then
 * {@link dev.slipway.core.doctor.Advice}.
 */
@NullMarked
package dev.slipway.core.doctor;

import org.jspecify.annotations.NullMarked;
