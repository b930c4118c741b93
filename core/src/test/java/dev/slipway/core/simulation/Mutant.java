package dev.slipway.core.simulation;

import dev.slipway.core.control.Ports;

/** A platform that is wrong in one way. */
@FunctionalInterface
interface Mutant {

    /** Nothing is wrong. */
    Mutant NONE = (ports, controller) -> ports;

    /** The ports as this controller has them. */
    Ports over(Ports ports, int controller);
}
