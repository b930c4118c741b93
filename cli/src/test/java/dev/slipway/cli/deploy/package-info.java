/** Deploying, destroying and looking at an account, decided as values and done in memory. */
@NullMarked
package dev.slipway.cli.deploy;

import org.jspecify.annotations.NullMarked;
