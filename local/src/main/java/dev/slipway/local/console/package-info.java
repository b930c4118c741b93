/**
 * What people look at: the console's page and its files, and what it shows of packages and logs. Start at
 * {@link dev.slipway.local.console.ConsolePage}; the page itself is plain modules beside it, in the resources.
 */
@NullMarked
package dev.slipway.local.console;

import org.jspecify.annotations.NullMarked;
