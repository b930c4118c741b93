package dev.slipway.cli.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Adobe's S3Mock in a process of its own, by TLS on loopback. Its certificate is nobody's, so this process is made to
 * trust it, and only it: to be started before anything else speaks TLS.
 */
final class S3Process implements AutoCloseable {

    static final String BUCKET = "stage";

    private static final Pattern STARTED = Pattern.compile("Tomcat started on ports? (\\d+) \\(https\\)");
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Process process;
    private final int port;

    private S3Process(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it; its files and the certificate go into a folder. */
    static S3Process start(Path jar, Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-jar",
                        jar.toString(),
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--com.adobe.testing.s3mock.httpPort=0",
                        "--com.adobe.testing.s3mock.store.root=" + Files.createDirectories(folder.resolve("s3")),
                        "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET)
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        S3Process started = new S3Process(process, port(process.inputReader(StandardCharsets.UTF_8)));
        started.trust(folder.resolve("trust.p12"));
        return started;
    }

    int port() {
        return port;
    }

    private static int port(BufferedReader log) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                Thread.ofVirtual().start(() -> drain(log));
                return Integer.parseInt(started.group(1));
            }
            seen.append(line).append('\n');
        }
        throw new IllegalStateException("S3Mock ended while starting:\n" + seen);
    }

    /** Nobody reads its log, and it must not wait for a reader. */
    private static void drain(BufferedReader log) {
        try {
            log.transferTo(Writer.nullWriter());
        } catch (IOException _) {
            // It ended.
        }
    }

    private void trust(Path file) throws IOException {
        try {
            SSLContext any = SSLContext.getInstance("TLS");
            any.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            try (SSLSocket socket = (SSLSocket) any.getSocketFactory().createSocket("127.0.0.1", port)) {
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

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {
            // only to learn who it is
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {
            // only to learn who it is
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
