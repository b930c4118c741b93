/**
 * What a TorchScript archive says of itself, read without PyTorch and without running anything in it: which numbers it
 * holds, and what its {@code forward} takes and gives. Start at {@link dev.slipway.packager.torchscript.TorchModel}.
 */
@NullMarked
package dev.slipway.packager.torchscript;

import org.jspecify.annotations.NullMarked;
