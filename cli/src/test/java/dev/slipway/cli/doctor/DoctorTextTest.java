package dev.slipway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.doctor.Advice;
import dev.slipway.core.doctor.BudgetCheck;
import dev.slipway.core.doctor.Examination;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.price.ListPrices;
import dev.slipway.core.spec.BudgetSpec;
import dev.slipway.core.spec.ServingSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Fixed measurements, and what people are shown of them. */
class DoctorTextTest {

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(DoctorTextTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    private static String text(String examination) throws IOException {
        Examination found = Examination.read(JsonReader.parse("examination", resource(examination)));
        Advice advice = Advice.of(found, ServingSpec.DEFAULT, ListPrices.NOTED);
        BudgetCheck budget = BudgetCheck.of(BudgetSpec.parse("budget.yaml", resource("budget.yaml")), found, advice);
        return String.join("\n", new DoctorText(found, advice, Optional.of(budget)).lines()) + "\n";
    }

    @Test
    void everythingIsShownWithItsNumbers() throws IOException {
        assertThat(text("examination.json")).isEqualTo(new String(resource("examination.txt"), StandardCharsets.UTF_8));
    }

    @Test
    void nothingButPlainCharactersIsUsed() throws IOException {
        assertThat(text("examination.json")).matches("[ -~\n]+");
    }
}
