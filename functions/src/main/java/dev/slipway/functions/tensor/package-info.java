/**
 * Tensors and the one seam under every protocol: {@link dev.slipway.functions.tensor.Predictor}, tensors in and tensors
 * out. The V2 codec stands above it, engines stand behind it; neither knows the other. Start there.
 */
@NullMarked
package dev.slipway.functions.tensor;

import org.jspecify.annotations.NullMarked;
