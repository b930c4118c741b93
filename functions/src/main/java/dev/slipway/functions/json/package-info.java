/** JSON written straight into bytes: {@link dev.slipway.functions.json.JsonBytes}. */
@NullMarked
package dev.slipway.functions.json;

import org.jspecify.annotations.NullMarked;
