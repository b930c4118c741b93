package dev.slipway.cli.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLSocket;

/**
 * S3Mock for this process, which is made to trust its certificate, and only it: to be started before anything else speaks
 * TLS.
 */
final class S3Process implements AutoCloseable {

    static final String BUCKET = "stage";

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final S3MockProcess mock;

    private S3Process(S3MockProcess mock) {
        this.mock = mock;
    }

    /** Starts it; its files and the certificate go into a folder. */
    static S3Process start(Path jar, Path folder) throws IOException {
        S3Process started =
                new S3Process(S3MockProcess.start(jar, Files.createDirectories(folder.resolve("s3")), BUCKET));
        started.trust(folder.resolve("trust.p12"));
        return started;
    }

    int port() {
        return mock.port();
    }

    private void trust(Path file) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            // Anybody is trusted only to learn who it is.
            try (SSLSocket socket =
                    (SSLSocket) S3MockProcess.anybody().getSocketFactory().createSocket("127.0.0.1", mock.port())) {
                store.setCertificateEntry("s3mock", socket.getSession().getPeerCertificates()[0]);
            }
            try (var out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("S3Mock's certificate cannot be read", e);
        }
        System.setProperty("javax.net.ssl.trustStore", file.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", new String(PASSWORD));
    }

    @Override
    public void close() {
        mock.close();
    }
}
