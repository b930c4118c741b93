/**
 * The Open Inference Protocol V2 over anything that carries HTTP, with the binary tensor data extension. No Lambda in
 * here. Start at {@link dev.slipway.functions.v2.ModelEndpoint}: a call in, an answer out;
 * {@link dev.slipway.functions.v2.RequestReader} and {@link dev.slipway.functions.v2.ResponseWriter} are the codec.
 *
 * <p>Sources: github.com/kserve/open-inference-protocol specification/protocol/inference_rest.md;
 * github.com/triton-inference-server/server docs/protocol/extension_binary_data.md.
 */
@NullMarked
package dev.slipway.functions.v2;

import org.jspecify.annotations.NullMarked;
