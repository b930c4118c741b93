package dev.slipway.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.spec.ProblemsException;
import dev.slipway.web.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How clients are let in where there is a certificate. */
class TlsTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void withACertificateItSpeaksTlsAndNothingElse() throws Exception {
        ServerOptions.TlsFiles files = new ServerOptions.TlsFiles(resource("cert.pem"), resource("key.pem"));
        try (ServedForTest served = new ServedForTest(ServedForTest.SMALL, Optional.of(files));
                HttpClient trusting =
                        HttpClient.newBuilder().sslContext(trusting()).build()) {
            assertThat(served.server.url()).startsWith("https://127.0.0.1:");
            URI live = URI.create(served.server.url() + "/v2/health/live");

            HttpResponse<String> answer =
                    trusting.send(HttpRequest.newBuilder(live).build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"live\":true");
            assertThatThrownBy(() ->
                            served.client.send(HttpRequest.newBuilder(live).build(), BodyHandlers.ofString()))
                    .as("a client that does not trust the certificate")
                    .isInstanceOf(SSLException.class);
            URI plain = new URI("http", null, live.getHost(), live.getPort(), live.getPath(), null, null);
            assertThatThrownBy(() ->
                            served.client.send(HttpRequest.newBuilder(plain).build(), BodyHandlers.ofString()))
                    .as("a client that speaks without TLS")
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aKeyThatIsNoneIsToldWithWhatToDo() throws Exception {
        ServerOptions.TlsFiles files = new ServerOptions.TlsFiles(resource("cert.pem"), resource("cert.pem"));

        assertThatThrownBy(() -> new ServedForTest(ServedForTest.SMALL, Optional.of(files)))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("--cert")
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefusedBeforeItListens() throws Exception {
        Path other = folder.resolve("other.pem");
        byte[] key = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Files.writeString(
                other,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
        ServerOptions.TlsFiles files = new ServerOptions.TlsFiles(resource("cert.pem"), other);

        assertThatThrownBy(() -> new ServedForTest(ServedForTest.SMALL, Optional.of(files)))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("--key " + other)
                .hasMessageContaining("the key is not that of the certificate");
    }

    private static SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Objects.requireNonNull(TlsTest.class.getResourceAsStream("cert.pem"))) {
            store.setCertificateEntry(
                    "ours", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(TlsTest.class.getResource(name)).toURI());
    }
}
