/** Commands on model folders and packages. */
@NullMarked
package dev.slipway.cli.packages;

import org.jspecify.annotations.NullMarked;
