/** Packaging in processes of its own. Start at {@link dev.slipway.packager.process.SameDigestIT}. */
@NullMarked
package dev.slipway.packager.process;

import org.jspecify.annotations.NullMarked;
