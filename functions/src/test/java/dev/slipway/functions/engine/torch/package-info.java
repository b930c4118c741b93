/** TorchScript, through the bundle that the image gets. */
@NullMarked
package dev.slipway.functions.engine.torch;

import org.jspecify.annotations.NullMarked;
