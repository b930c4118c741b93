/** The memory adapters pass their kits. */
@NullMarked
package dev.slipway.core.platform.memory;

import org.jspecify.annotations.NullMarked;
