/**
 * Measures a package for {@code slipway doctor}: in child processes that run the function bundle, held to the share of a
 * processor that a function of the memory would have. Start at {@link dev.slipway.local.doctor.Examiner}; what follows
 * from the figures is decided in {@code core.doctor}.
 */
@NullMarked
package dev.slipway.local.doctor;

import org.jspecify.annotations.NullMarked;
