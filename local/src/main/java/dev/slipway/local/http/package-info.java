/**
 * What the gateway and the stage's own door share on the wire: bounded bodies, answers as values. Start at
 * {@link dev.slipway.local.http.HttpAnswer}.
 */
@NullMarked
package dev.slipway.local.http;

import org.jspecify.annotations.NullMarked;
