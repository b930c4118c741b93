/**
 * The ports in memory: the reference for what their contracts mean, and what tests and rehearsals run on. Start at
 * {@link dev.slipway.core.platform.memory.MemoryModelStore}.
 */
@NullMarked
package dev.slipway.core.platform.memory;

import org.jspecify.annotations.NullMarked;
