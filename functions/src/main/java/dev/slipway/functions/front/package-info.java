/**
 * The questions of the protocol that no single model can answer: is the server there, and which models has it. Start at
 * {@link dev.slipway.functions.front.FrontHandler}.
 */
@NullMarked
package dev.slipway.functions.front;

import org.jspecify.annotations.NullMarked;
