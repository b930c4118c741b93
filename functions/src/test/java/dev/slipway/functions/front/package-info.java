/** The front function over a platform in memory. */
@NullMarked
package dev.slipway.functions.front;

import org.jspecify.annotations.NullMarked;
