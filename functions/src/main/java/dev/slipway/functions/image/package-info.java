/**
 * The function as a container image, for what is too large for a zip. The image's files lie in {@code functions/image}; here
 * is what trains its start-up cache. Start at {@link dev.slipway.functions.image.Training}.
 */
@NullMarked
package dev.slipway.functions.image;

import org.jspecify.annotations.NullMarked;
