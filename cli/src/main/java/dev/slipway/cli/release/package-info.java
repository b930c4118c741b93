/** Commands on releases. Start at {@link dev.slipway.cli.release.ReleaseCommand}. */
@NullMarked
package dev.slipway.cli.release;

import org.jspecify.annotations.NullMarked;
