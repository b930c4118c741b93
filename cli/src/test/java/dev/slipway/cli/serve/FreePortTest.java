package dev.slipway.cli.serve;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {

    @Test
    void aPortThatSomebodyHasIsToldAtOnceAndOneThatIsFreeStaysFree() throws IOException {
        assertThatCode(() -> FreePort.demand("127.0.0.1", 0)).doesNotThrowAnyException();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> FreePort.demand("127.0.0.1", port))
                    .isInstanceOf(ProblemsException.class)
                    .hasMessageContaining("cannot listen at 127.0.0.1:" + port);
        }
    }

    @Test
    void aHostThatIsNotKnownIsTold() {
        assertThatThrownBy(() -> FreePort.demand("no such host", 0))
                .hasMessageContaining("\"no such host\" is not known");
    }
}
