/**
 * The conformance kit: for each port one abstract test class that every adapter must pass. An adapter's test extends it
 * and answers its hooks; tests of its own are only about what is its own.
 */
@NullMarked
package dev.slipway.core.platform.kit;

import org.jspecify.annotations.NullMarked;
