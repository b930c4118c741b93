/** Tests of start-up caches: {@link dev.slipway.startup.StartupCachesIT} trains real JVMs. */
@NullMarked
package dev.slipway.startup;

import org.jspecify.annotations.NullMarked;
