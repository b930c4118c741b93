/**
 * The release controller over the ports: read, decide, act, record. Time and randomness are parameters, and
 * compare-and-set is its only lock, so that two controllers, or one that dies half-way, do nothing twice.
 */
@NullMarked
package dev.slipway.core.control;

import org.jspecify.annotations.NullMarked;
