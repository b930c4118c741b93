/** Slipway as one file that others install. Start at {@link dev.slipway.cli.dist.DistCommand}. */
@NullMarked
package dev.slipway.cli.dist;

import org.jspecify.annotations.NullMarked;
