/**
 * The inference function as AWS Lambda runs it. Start at {@link dev.slipway.functions.lambda.InferenceHandler}; the
 * environment is read in {@link dev.slipway.functions.lambda.Wiring} and nowhere else.
 */
@NullMarked
package dev.slipway.functions.lambda;

import org.jspecify.annotations.NullMarked;
