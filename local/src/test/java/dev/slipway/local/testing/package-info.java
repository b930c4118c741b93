/** What the tests of the local stage share: a small handler that does as it is told, and patience without sleeping. */
@NullMarked
package dev.slipway.local.testing;

import org.jspecify.annotations.NullMarked;
