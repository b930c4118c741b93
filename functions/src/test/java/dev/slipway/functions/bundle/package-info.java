/** What Lambda is handed, looked at from outside. */
@NullMarked
package dev.slipway.functions.bundle;

import org.jspecify.annotations.NullMarked;
