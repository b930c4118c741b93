package dev.slipway.core.control;

import dev.slipway.core.model.OneLine;

/** What people say of themselves and of why they do something: kept in the record, so checked at the door. */
final class Words {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_REASON = 1000;

    private Words() {}

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException where nobody is named, or one of them is not one line of text
     */
    static void check(String by, String reason) {
        if (by.isBlank()) {
            throw new IllegalArgumentException("by: found nothing; expected who does this; the record keeps it");
        }
        OneLine.check("by", by, LONGEST_NAME);
        OneLine.check("reason", reason, LONGEST_REASON);
    }
}
