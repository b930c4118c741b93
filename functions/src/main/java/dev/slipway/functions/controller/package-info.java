/**
 * The release engine as Lambda functions: thin handlers over the same controller that the local stage runs. Start at
 * {@link dev.slipway.functions.controller.ControllerHandler}, which is called each minute;
 * {@link dev.slipway.functions.controller.AliasHandler} gives a new model its first version.
 */
@NullMarked
package dev.slipway.functions.controller;

import org.jspecify.annotations.NullMarked;
