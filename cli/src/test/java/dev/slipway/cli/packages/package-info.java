/**
 * Commands on packages without a process, and every example tried by the code that serves it. Start at {@link
 * dev.slipway.cli.packages.ExamplesIT}.
 */
@NullMarked
package dev.slipway.cli.packages;

import org.jspecify.annotations.NullMarked;
