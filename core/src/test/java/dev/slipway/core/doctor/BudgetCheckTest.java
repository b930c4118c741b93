package dev.slipway.core.doctor;

import static dev.slipway.core.doctor.Measured.MB;
import static dev.slipway.core.doctor.Measured.cached;
import static dev.slipway.core.doctor.Measured.cold;
import static dev.slipway.core.doctor.Measured.examination;
import static dev.slipway.core.doctor.Measured.restored;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.price.ListPrices;
import dev.slipway.core.spec.BudgetSpec;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ServingSpec;
import org.junit.jupiter.api.Test;

class BudgetCheckTest {

    private static BudgetCheck check(String budget, Examination found) {
        return BudgetCheck.of(
                BudgetSpec.parse("budget.yaml", budget.getBytes(UTF_8)),
                found,
                Advice.of(found, ServingSpec.DEFAULT, ListPrices.NOTED));
    }

    @Test
    void aBudgetThatIsKeptSaysNothing() {
        BudgetCheck check = check("""
                init: 600ms
                first: 40ms
                restore: 9ms
                warm_p50: 1ms
                warm_p95: 1ms
                warm_p99: 1ms
                memory: 130MB
                bundle: 60MB
                package: 4MB
                cost_per_million: 1.22
                """, examination(cold(1024, 600, 2), restored(1024, 9, 0.5)));

        assertThat(check.isKept()).as(check.exceeded().toString()).isTrue();
    }

    @Test
    void everyLimitThatIsExceededIsNamedWithItsNumberAndItsPlace() {
        BudgetCheck check = check("""
                init: 599ms
                first: 39ms
                restore: 8ms
                warm_p50: 400us
                warm_p95: 400us
                warm_p99: 400us
                memory: 129MB
                bundle: 59.9MB
                package: 3MB
                cost_per_million: 1.2
                """, examination(cold(1024, 600, 2), restored(1024, 9, 0.5)));

        assertThat(check.exceeded())
                .map(Problem::toString)
                .containsExactly(
                        "budget.yaml:1:7: init is 600 ms (1024 MB); expected at most 599 ms",
                        "budget.yaml:2:8: first is 40.00 ms (1024 MB); expected at most 39.00 ms",
                        "budget.yaml:3:10: restore is 9.00 ms (1024 MB, restored); expected at most 8.00 ms",
                        "budget.yaml:4:11: warm_p50 is 0.500 ms (1024 MB, restored); expected at most 0.400 ms",
                        "budget.yaml:5:11: warm_p95 is 0.500 ms (1024 MB, restored); expected at most 0.400 ms",
                        "budget.yaml:6:11: warm_p99 is 0.500 ms (1024 MB, restored); expected at most 0.400 ms",
                        "budget.yaml:7:9: memory is 130.0 MB (1024 MB, restored); expected at most 129.0 MB",
                        "budget.yaml:8:9: bundle is 60.0 MB; expected at most 59.9 MB",
                        "budget.yaml:9:10: package is 4.0 MB; expected at most 3.0 MB",
                        "budget.yaml:10:19: cost_per_million is $1.213 (1024 MB, restored); expected at most $1.200");
    }

    @Test
    void whatWasNotMeasuredKeepsNoLimit() {
        assertThat(check("restore: 1s", examination(cold(1024, 300, 2))).exceeded())
                .map(Problem::toString)
                .containsExactly(
                        "budget.yaml:1:10: restore was not measured (1024 MB, restored); expected at most 1,000 ms");
    }

    @Test
    void aStartFromAStartUpCacheHasALimitOfItsOwn() {
        Examination found = examination(cold(1024, 600, 2), cached(1024, 250, 2), restored(1024, 9, 0.5));

        assertThat(check("init: 600ms\ninit_cached: 250ms\n", found).isKept()).isTrue();
        assertThat(check("init_cached: 249ms\n", found).exceeded())
                .map(Problem::toString)
                .containsExactly(
                        "budget.yaml:1:14: init_cached is 250 ms (1024 MB, start-up cache); expected at most 249 ms");
        assertThat(check("init_cached: 1s\n", examination(cold(1024, 600, 2))).exceeded())
                .map(Problem::toString)
                .containsExactly(
                        "budget.yaml:1:14: init_cached was not measured (1024 MB, start-up cache); expected at most 1,000 ms");
    }

    @Test
    void aContainerImageIsHeldToTheStartFromItsCache() {
        BudgetCheck check = check(
                "init: 300ms\nfirst: 20ms\nmemory: 100MB\n",
                examination(251 * MB, cold(1024, 600, 2), cached(1024, 250, 2)));

        assertThat(check.isKept()).as(check.exceeded().toString()).isTrue();
    }

    @Test
    void withAShortStartTheWarmLimitsAreThoseOfAStartOnDemand() {
        BudgetCheck check = check("warm_p50: 1ms", examination(cold(1024, 300, 2), restored(1024, 9, 0.5)));

        assertThat(check.lines().getFirst().foundWords()).isEqualTo("2.00 ms");
        assertThat(check.isKept()).isFalse();
    }
}
