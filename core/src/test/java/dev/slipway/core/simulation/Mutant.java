package dev.slipway.core.simulation;

import dev.slipway.core.control.Ports;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import java.util.Optional;

/** A platform that is wrong in one way. */
@FunctionalInterface
interface Mutant {

    /** Nothing is wrong. */
    Mutant NONE = (ports, controller) -> ports;

    /** The ports as this controller has them. */
    Ports over(Ports ports, int controller);

    /**
     * How a function reads a part of its package.
     *
     * @param rotten the bytes that the disk has in its place, where it lost some
     */
    default byte[] load(ModelStore store, Digest blob, Optional<byte[]> rotten) {
        return store.read(blob, 1 << 16);
    }
}
