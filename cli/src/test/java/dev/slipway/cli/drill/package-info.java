/** Tests of the drill. */
@NullMarked
package dev.slipway.cli.drill;

import org.jspecify.annotations.NullMarked;
