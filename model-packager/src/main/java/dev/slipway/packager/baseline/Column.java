package dev.slipway.packager.baseline;

import dev.slipway.core.json.Json;

/** The values of one feature, taken one by one in the order of the file. */
sealed interface Column permits NumberColumn, CategoryColumn {

    /** Takes a value that is missing. */
    void missing();

    /** What there is to say of the values so far. */
    Json.Fields json();
}
