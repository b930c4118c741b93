/** Figures of what was measured, and the advice that follows from them. */
@NullMarked
package dev.slipway.core.doctor;

import org.jspecify.annotations.NullMarked;
