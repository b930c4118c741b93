package dev.slipway.aws.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.aws.emulator.EmulatorSearch.Absent;
import dev.slipway.aws.emulator.EmulatorSearch.Found;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** From properties to what is tried, and in which order. */
class EmulatorWishTest {

    private static final URI SOMEWHERE = URI.create("http://127.0.0.1:4566");
    private static final Absent NO_PYTHON = new Absent("no Python");
    private static final Absent NO_DOCKER = new Absent("no Docker");

    private final List<String> tried = new ArrayList<>();
    private final Found found = new Found(emulator(SOMEWHERE), () -> tried.add("ended"));

    @Test
    void whereNothingIsAskedForNothingIsStartedAndTheReasonNamesBothProperties() {
        assertThat(search(Map.of(), found, found))
                .isInstanceOfSatisfying(
                        Absent.class,
                        absent ->
                                assertThat(absent.reason()).contains("-Demulator.endpoint=", "-Demulator.localstack="));
        assertThat(tried).isEmpty();
    }

    @Test
    void oneThatRunsIsAskedAndLeftRunning() {
        EmulatorSearch search = search(Map.of("emulator.endpoint", SOMEWHERE.toString()), found, found);

        assertThat(search).isInstanceOfSatisfying(Found.class, Found::close);
        assertThat(tried).containsExactly("asked " + SOMEWHERE);
    }

    @Test
    void whatWasStartedIsEnded() {
        search(Map.of("emulator.localstack", "host"), found, NO_DOCKER);
        found.close();

        assertThat(tried).containsExactly("host", "ended");
    }

    @Test
    void aContainerIsTakenWithoutAskingForPython() {
        assertThat(search(Map.of("emulator.localstack", "container"), NO_PYTHON, found))
                .isEqualTo(found);
        assertThat(tried).containsExactly("container");
    }

    @Test
    void autoTakesTheHostWhereItCan() {
        assertThat(search(Map.of("emulator.localstack", "auto"), found, found)).isEqualTo(found);
        assertThat(tried).containsExactly("host");
    }

    @Test
    void autoTakesAContainerWhereTheHostCannot() {
        assertThat(search(Map.of("emulator.localstack", "auto"), NO_PYTHON, found))
                .isEqualTo(found);
        assertThat(tried).containsExactly("host", "container");
    }

    @Test
    void autoSaysWhatBothLack() {
        assertThat(search(Map.of("emulator.localstack", "auto"), NO_PYTHON, NO_DOCKER))
                .isEqualTo(new Absent("no Python; no Docker"));
    }

    @Test
    void absenceIsAFailureWhereOneIsRequired() {
        assertThatThrownBy(() -> search(
                        Map.of("emulator.localstack", "auto", "emulator.required", "true"), NO_PYTHON, NO_DOCKER))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessage("-Demulator.required is true, and no Python; no Docker");
        assertThatThrownBy(() -> search(Map.of("emulator.required", "true"), found, found))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContaining("no emulator of AWS is named");
    }

    @Test
    void anotherWordIsRefusedWithThoseThatAreKnown() {
        assertThatThrownBy(() -> search(Map.of("emulator.localstack", "docker"), found, found))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessage("-Demulator.localstack=docker: expected host, container or auto");
    }

    @Test
    void oneThatRunsAndOneToStartCannotBothBeWanted() {
        assertThatThrownBy(() -> search(
                        Map.of("emulator.endpoint", SOMEWHERE.toString(), "emulator.localstack", "host"), found, found))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContaining("give one of them");
    }

    private EmulatorSearch search(Map<String, String> properties, EmulatorSearch host, EmulatorSearch container) {
        return EmulatorWish.read(name -> properties.getOrDefault(name, ""))
                .search(
                        at -> {
                            tried.add("asked " + at);
                            return emulator(at);
                        },
                        trying("host", host),
                        trying("container", container));
    }

    private Supplier<EmulatorSearch> trying(String what, EmulatorSearch becomes) {
        return () -> {
            tried.add(what);
            return becomes;
        };
    }

    private static Emulator emulator(URI at) {
        return new Emulator(at, EmulatorKind.LOCALSTACK);
    }
}
