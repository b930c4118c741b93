package dev.slipway.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StageAddressTest {

    @Test
    void onLoopbackItIsKnownUnderLoopbacksNamesWithItsPort() {
        StageAddress address = new StageAddress("127.0.0.1", 8080);
        assertThat(address.isLoopback()).isTrue();
        assertThat(address.url()).hasToString("http://127.0.0.1:8080");
        assertThat(address.hosts()).containsExactlyInAnyOrder("127.0.0.1:8080", "localhost:8080", "[::1]:8080");
    }

    @Test
    void onPort80TheNamesHoldWithoutThePortToo() {
        assertThat(new StageAddress("localhost", 80).hosts()).contains("localhost", "localhost:80");
    }

    @Test
    void onAllInterfacesItIsKnownUnderTheMachinesAddressesAndNotUnderTheWildcard() {
        StageAddress address = new StageAddress("0.0.0.0", 8080);
        assertThat(address.isLoopback()).isFalse();
        assertThat(address.url()).hasToString("http://127.0.0.1:8080");
        assertThat(address.hosts()).contains("127.0.0.1:8080").doesNotContain("0.0.0.0:8080");
    }

    @Test
    void anAddressOfVersion6IsBracketed() {
        StageAddress address = new StageAddress("::1", 9);
        assertThat(address.isLoopback()).isTrue();
        assertThat(address.url()).hasToString("http://[::1]:9");
        assertThat(address.hosts()).contains("[::1]:9");
    }
}
