/** {@code slipway serve}. Start at {@link dev.slipway.cli.serve.ServeCommand}. */
@NullMarked
package dev.slipway.cli.serve;

import org.jspecify.annotations.NullMarked;
