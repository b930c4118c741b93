/** Tests of the decisions: plain calls, values in, verdict out. */
@NullMarked
package dev.slipway.core.release;

import org.jspecify.annotations.NullMarked;
