package dev.slipway.packager.baseline;

import dev.slipway.core.model.Datatype;

/**
 * What a column of the baseline is to the model.
 *
 * @param column the column's name
 * @param side whether the model is asked with it or answers it
 * @param tensor the tensor's name
 * @param position its place among the tensor's values of one row, from 0
 * @param datatype the tensor's datatype
 */
record Feature(String column, Side side, String tensor, int position, Datatype datatype) {

    /** Where a tensor stands in a signature. */
    enum Side {
        INPUT,
        OUTPUT;

        String key() {
            return this == INPUT ? "input" : "output";
        }
    }

    /** Whether its values are names rather than numbers. */
    boolean isCategory() {
        return switch (datatype) {
            case BOOL, BYTES -> true;
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, BF16, FP32, FP64 -> false;
        };
    }
}
