/** Archives that PyTorch wrote, and damaged ones. */
@NullMarked
package dev.slipway.packager.torchscript;

import org.jspecify.annotations.NullMarked;
