/** Tests of what people look at. */
@NullMarked
package dev.slipway.local.console;

import org.jspecify.annotations.NullMarked;
