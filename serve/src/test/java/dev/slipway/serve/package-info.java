/** Serving, tested on the wire with predictors that the tests hold in their hands. */
@NullMarked
package dev.slipway.serve;

import org.jspecify.annotations.NullMarked;
