/** Tokenizers' files. */
@NullMarked
package dev.slipway.packager.text;

import org.jspecify.annotations.NullMarked;
