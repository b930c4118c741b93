/**
 * Texts in: a Hugging Face tokenizer in front of an ONNX model. Start at
 * {@link dev.slipway.functions.engine.text.TextEngine}.
 */
@NullMarked
package dev.slipway.functions.engine.text;

import org.jspecify.annotations.NullMarked;
