/**
 * Start-up caches of JVMs (JEP 483 and its kin): what a JVM loaded, linked and learnt at a start, kept in a file that later
 * starts map into memory. Start at {@link dev.slipway.startup.StartupCaches}: it knows which cache fits a {@link
 * dev.slipway.startup.Jvm}, and trains one in a child process. What the child shall do there is an {@link
 * dev.slipway.startup.Exercise}. Nothing of this is in a function: on Lambda no cache of ours is used.
 */
@NullMarked
package dev.slipway.startup;

import org.jspecify.annotations.NullMarked;
