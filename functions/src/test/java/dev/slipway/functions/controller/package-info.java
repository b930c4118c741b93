/** The release engine's handlers, over a platform in memory and as Lambda runs them. */
@NullMarked
package dev.slipway.functions.controller;

import org.jspecify.annotations.NullMarked;
