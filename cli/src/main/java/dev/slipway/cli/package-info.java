/**
 * The {@code slipway} command: parse, call a library, print, exit. Start at {@link dev.slipway.cli.Main}, which lists
 * the commands; each is a class that extends {@link dev.slipway.cli.SlipwayCommand}.
 */
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;
