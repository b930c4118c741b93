/** What is written beside packages, and that it changes nothing of them. */
@NullMarked
package dev.slipway.packager.beside;

import org.jspecify.annotations.NullMarked;
