/** What people write, and what they are told when it is wrong. */
@NullMarked
package dev.slipway.core.spec;

import org.jspecify.annotations.NullMarked;
