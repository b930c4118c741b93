/**
 * The inference path as Lambda runs it: an event becomes tensors, tensors become a prediction, and the answer names the
 * version that made it.
 */
@NullMarked
package dev.slipway.functions;

import org.jspecify.annotations.NullMarked;
