/** The folder adapters pass their kits, and keep what is special to folders. */
@NullMarked
package dev.slipway.core.platform.folder;

import org.jspecify.annotations.NullMarked;
