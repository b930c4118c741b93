package dev.slipway.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.price.ListPrices;
import dev.slipway.core.price.StageCost;
import dev.slipway.core.spec.ServingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The costs that docs/aws.md names are those that the code reckons with. */
class AwsCostsTest {

    @Test
    void theTableOfCostsIsReckonedFromTheListPricesAndNamesTheirDate() throws IOException {
        String page = Files.readString(Path.of("../docs/aws.md"));
        ListPrices prices = ListPrices.NOTED;
        StageCost cost = StageCost.of(1, ServingSpec.DEFAULT, Duration.ofMillis(20), prices);

        assertThat(page)
                .contains("AWS's list prices of " + prices.asOf() + " in " + prices.region())
                .contains(List.of(
                        line("a look of the controller each minute", cost.controller()),
                        line("alarms on seven metrics", cost.alarms()),
                        line("the key, in its first year", cost.key()),
                        line("**a month in which nobody calls**", cost.idle()),
                        line("20 ms each at 1024 MB on arm64", cost.compute()),
                        line("a million calls of the function", cost.requests()),
                        line("a million calls of the HTTP API", cost.door()),
                        line("the log of a million calls", cost.logs()),
                        line("**a million predictions, on top**", cost.million()),
                        line("metrics of a version that is called, a month", cost.metrics())));
    }

    private static String line(String what, double dollars) {
        return String.format(Locale.ROOT, "| %s | $%.2f |", what, dollars);
    }
}
