/** What things cost on AWS: list prices with their date, in one place. Start at {@link dev.slipway.core.price.ListPrices}. */
@NullMarked
package dev.slipway.core.price;

import org.jspecify.annotations.NullMarked;
