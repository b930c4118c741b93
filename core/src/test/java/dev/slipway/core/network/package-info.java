/**
 * A network of a test's own, and what the kernel counted in it: for tests that prove that nothing was called. Start at
 * {@link dev.slipway.core.network.NetworkNamespace}.
 */
@NullMarked
package dev.slipway.core.network;

import org.jspecify.annotations.NullMarked;
