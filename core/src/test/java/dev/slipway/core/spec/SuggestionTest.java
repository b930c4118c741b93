package dev.slipway.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    private static final List<String> KEYS = List.of("interval", "bake", "stages", "at_least", "alpha");

    @Test
    void aLetterTooManyTooFewWrongOrSwappedIsForgiven() {
        assertThat(Suggestion.of("intervall", KEYS)).contains("interval");
        assertThat(Suggestion.of("interva", KEYS)).contains("interval");
        assertThat(Suggestion.of("intorval", KEYS)).contains("interval");
        assertThat(Suggestion.of("intreval", KEYS)).contains("interval");
        assertThat(Suggestion.of("alfa", KEYS)).contains("alpha");
    }

    @Test
    void otherSpellingsOfOneWordAreThatWord() {
        assertThat(Suggestion.of("atLeast", KEYS)).contains("at_least");
        assertThat(Suggestion.of("AT-LEAST", KEYS)).contains("at_least");
    }

    @Test
    void whatIsFarFromEverythingSuggestsNothing() {
        assertThat(Suggestion.of("colour", KEYS)).isEmpty();
        assertThat(Suggestion.of("", KEYS)).isEmpty();
        assertThat(Suggestion.of("interval".repeat(10_000), KEYS)).isEmpty();
    }
}
