package dev.slipway.functions.controller;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Puts an answer where CloudFormation waits for it. */
final class AnswerSender {

    private static final int ATTEMPTS = 4;
    private static final int PATIENCE_MILLIS = 10_000;

    private final FirstRelease.Pause pause;

    AnswerSender(FirstRelease.Pause pause) {
        this.pause = pause;
    }

    /**
     * Sends it, again where it gets lost: an answer that never comes makes a stack wait for a quarter of an hour.
     *
     * @throws IOException where it cannot be sent
     */
    void send(URI address, byte[] answer) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                put(address, answer);
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                pause.pause(Duration.ofSeconds(attempt));
            }
        }
    }

    private static void put(URI address, byte[] answer) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        try {
            connection.setRequestMethod("PUT");
            connection.setDoOutput(true);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            // The address is signed for a request without a content type; left alone, Java would add one.
            connection.setRequestProperty("Content-Type", "");
            connection.setFixedLengthStreamingMode(answer.length);
            connection.getOutputStream().write(answer);
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("CloudFormation's address for the answer answers with status " + status);
            }
        } finally {
            connection.disconnect();
        }
    }
}
