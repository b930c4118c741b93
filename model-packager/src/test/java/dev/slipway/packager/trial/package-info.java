/** What a trial says of models that answer well, wrongly, or not at all. */
@NullMarked
package dev.slipway.packager.trial;

import org.jspecify.annotations.NullMarked;
