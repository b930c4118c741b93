package dev.slipway.functions.engine.tree;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Where every row starts from, one number a value that it is answered with.
 *
 * @param values the numbers, before the objective's transformation
 */
record Margins(List<Float> values) {

    Margins {
        values = List.copyOf(values);
    }

    /** The same for each of many rows. */
    MemorySegment repeated(Arena arena, long rows) {
        MemorySegment all = arena.allocate(ValueLayout.JAVA_FLOAT, rows * values.size());
        long index = 0;
        for (long row = 0; row < rows; row++) {
            for (float value : values) {
                all.setAtIndex(ValueLayout.JAVA_FLOAT, index++, value);
            }
        }
        return all;
    }
}
