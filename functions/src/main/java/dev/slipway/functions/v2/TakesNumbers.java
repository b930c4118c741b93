package dev.slipway.functions.v2;

import dev.slipway.core.model.Datatype;
import java.nio.ByteBuffer;

/** A parser that can take the numbers of an array without making a token of each. */
interface TakesNumbers {

    /**
     * Takes elements behind the one it stands on, as far as they are short and plain.
     *
     * @param datatype what the elements are
     * @param data where they go
     * @param index the first's place in it
     * @param most how many to take at most
     * @return how many it took
     */
    int take(Datatype datatype, ByteBuffer data, int index, long most);
}
