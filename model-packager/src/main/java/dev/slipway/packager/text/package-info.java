/**
 * What a Hugging Face tokenizer says of itself, read without its library. Start at
 * {@link dev.slipway.packager.text.TokenizerFile}.
 */
@NullMarked
package dev.slipway.packager.text;

import org.jspecify.annotations.NullMarked;
