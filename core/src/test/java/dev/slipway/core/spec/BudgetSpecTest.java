package dev.slipway.core.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.spec.BudgetSpec.Figure;
import dev.slipway.core.spec.BudgetSpec.Limit;
import org.junit.jupiter.api.Test;

class BudgetSpecTest {

    @Test
    void timesAreReadInMillisecondsSizesInBytesAndCostsInDollars() {
        BudgetSpec budget = BudgetSpec.parse(
                "budget.yaml",
                "warm_p99: 1s500us\nmemory: 1.5GB\nbundle: 40 mb\ncost_per_million: 1.20\n".getBytes(UTF_8));

        assertThat(budget.limits())
                .containsExactly(
                        new Limit(Figure.WARM_P99, 1000.5, new Place("budget.yaml", 1, 11)),
                        new Limit(Figure.MEMORY, 1.5 * (1 << 30), new Place("budget.yaml", 2, 9)),
                        new Limit(Figure.BUNDLE, 40 * (1 << 20), new Place("budget.yaml", 3, 9)),
                        new Limit(Figure.COST_PER_MILLION, 1.2, new Place("budget.yaml", 4, 19)));
    }
}
