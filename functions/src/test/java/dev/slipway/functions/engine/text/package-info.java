/** Texts in, through the bundle that Lambda gets. */
@NullMarked
package dev.slipway.functions.engine.text;

import org.jspecify.annotations.NullMarked;
