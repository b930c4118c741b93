/** TorchScript by PyTorch's own interpreter. Start at {@link dev.slipway.functions.engine.torch.TorchEngine}. */
@NullMarked
package dev.slipway.functions.engine.torch;

import org.jspecify.annotations.NullMarked;
