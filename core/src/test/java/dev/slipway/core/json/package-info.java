/** JSON as values. */
@NullMarked
package dev.slipway.core.json;

import org.jspecify.annotations.NullMarked;
