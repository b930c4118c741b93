/** Practising the way back: {@code slipway drill}. Start at {@link dev.slipway.cli.drill.DrillCommand}. */
@NullMarked
package dev.slipway.cli.drill;

import org.jspecify.annotations.NullMarked;
