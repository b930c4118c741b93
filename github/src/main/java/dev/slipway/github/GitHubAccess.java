package dev.slipway.github;

import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;

/** What opens GitHub's API. It shows nothing of itself in a message. */
public sealed interface GitHubAccess {

    /**
     * Reads a secret as people keep it: a token alone, or an App as JSON,
     * {@code {"app": "Iv23abc", "installation": 7, "key": "-----BEGIN RSA PRIVATE KEY-----..."}}.
     *
     * @throws IllegalArgumentException where it is neither; the message shows nothing of it
     */
    static GitHubAccess parse(String secret) {
        String text = secret.strip();
        if (!text.startsWith("{")) {
            return new Token(text);
        }
        try {
            JsonReader app = JsonReader.parse("secret", text.getBytes(StandardCharsets.UTF_8));
            return new App(app.text("app"), app.whole("installation"), AppKey.read(app.text("key")));
        } catch (JsonException _) {
            throw new IllegalArgumentException(
                    "the App's secret cannot be read; expected JSON with the keys app, installation and key");
        }
    }

    /**
     * A token: fine-grained, for the repositories whose models are released, with "Commit statuses" and "Deployments" to
     * write and nothing else.
     *
     * @param value the token
     */
    record Token(String value) implements GitHubAccess {
        /**
         * Checks it.
         *
         * @throws IllegalArgumentException where it is blank or has white space in it
         */
        public Token {
            if (value.isEmpty() || value.chars().anyMatch(each -> each <= ' ' || each > '~')) {
                // Java's HTTP client would name the whole header in its refusal, and so the token.
                throw new IllegalArgumentException(
                        "a GitHub token is one word of plain characters; found another character in it, or nothing");
            }
        }

        @Override
        public String toString() {
            return "Token[...]";
        }
    }

    /**
     * A GitHub App that may write checks. Its key makes a token for an hour, again and again.
     *
     * @param id the App's client id or number
     * @param installation the number of its installation on the repositories' owner
     * @param key its RSA key
     */
    record App(String id, long installation, PrivateKey key) implements GitHubAccess {
        /**
         * Checks it.
         *
         * @throws IllegalArgumentException where the id is blank or the key is no RSA key
         */
        public App {
            if (id.isBlank()) {
                throw new IllegalArgumentException("a GitHub App has an id; found none");
            }
            if (!key.getAlgorithm().equals("RSA")) {
                throw new IllegalArgumentException("a GitHub App signs with RSA; found " + key.getAlgorithm());
            }
        }

        @Override
        public String toString() {
            return "App[" + id + "]";
        }
    }
}
