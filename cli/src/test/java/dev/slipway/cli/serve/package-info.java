/** How {@code slipway serve} starts the process that serves. */
@NullMarked
package dev.slipway.cli.serve;

import org.jspecify.annotations.NullMarked;
