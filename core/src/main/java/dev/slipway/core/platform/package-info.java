/**
 * The ports: what Slipway needs of a platform, with the contract in each one's javadoc. For every port there is a
 * conformance kit in the test-jar, and adapters: {@code platform.memory} (the reference), {@code platform.folder}, the
 * local stage's, AWS's. All failures are {@link dev.slipway.core.platform.PlatformException}s. Start at
 * {@link dev.slipway.core.platform.ModelStore} and {@link dev.slipway.core.platform.FunctionService}.
 */
@NullMarked
package dev.slipway.core.platform;

import org.jspecify.annotations.NullMarked;
