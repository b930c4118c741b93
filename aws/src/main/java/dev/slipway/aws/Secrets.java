package dev.slipway.aws;

import dev.slipway.core.platform.PlatformException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Secrets Manager: texts that nobody keeps a copy of. */
record Secrets(SecretsManagerClient client) {

    /**
     * Reads one.
     *
     * @throws PlatformException where it cannot be read
     */
    String read(String id) {
        String text;
        try {
            text = client.getSecretValue(request -> request.secretId(id)).secretString();
        } catch (SdkException e) {
            throw AwsErrors.translate("cannot read the secret " + id, e);
        }
        if (text == null || text.isBlank()) {
            throw new PlatformException.Refused("the secret " + id
                    + " holds no text; expected a token, or an App's id, installation and key as JSON");
        }
        return text;
    }
}
