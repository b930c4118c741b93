/** The installed command, run as people run it: real processes, real models, real traffic. */
@NullMarked
package dev.slipway.cli.process;

import org.jspecify.annotations.NullMarked;
