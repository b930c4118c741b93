/**
 * The {@code slipway} command: parse, call a library, print, exit.
 */
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;
