/**
 * The engines behind {@link dev.slipway.functions.tensor.Predictor}, through DJL (djl.ai). Start at
 * {@link dev.slipway.functions.engine.OnnxEngine}.
 */
@NullMarked
package dev.slipway.functions.engine;

import org.jspecify.annotations.NullMarked;
