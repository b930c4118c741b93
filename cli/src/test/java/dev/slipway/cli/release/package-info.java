/** Tests of how releases are shown. */
@NullMarked
package dev.slipway.cli.release;

import org.jspecify.annotations.NullMarked;
