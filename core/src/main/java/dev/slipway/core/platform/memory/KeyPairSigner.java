package dev.slipway.core.platform.memory;

import dev.slipway.core.platform.Signer;
import dev.slipway.core.platform.VerificationKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Signs with a key in memory, by the JDK. Many threads may use it. */
public final class KeyPairSigner implements Signer {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final PrivateKey secret;
    private final VerificationKey key;

    /**
     * Signs with this pair.
     *
     * @throws IllegalArgumentException where it is for none of our algorithms
     */
    public KeyPairSigner(KeyPair pair) {
        this.secret = pair.getPrivate();
        this.key = VerificationKey.of(pair.getPublic());
    }

    private KeyPairSigner(PrivateKey secret, VerificationKey key) {
        this.secret = secret;
        this.key = key;
    }

    /** Signs with a fresh Ed25519 pair. */
    public static KeyPairSigner fresh() {
        try {
            return new KeyPairSigner(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no Ed25519", e);
        }
    }

    /**
     * Reads a secret key as openssl writes it ({@code -----BEGIN PRIVATE KEY-----}, PKCS#8).
     *
     * @param pem the text
     * @param key its public half
     * @throws IllegalArgumentException where the text is no key in that form, or the two are not halves of one
     */
    public static KeyPairSigner parse(String pem, VerificationKey key) {
        String text = pem.strip();
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    text.contains("ENCRYPTED") ? "holds an encrypted key" : "holds no " + BEGIN);
        }
        byte[] encoded = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
        try {
            KeyPairSigner signer = new KeyPairSigner(
                    KeyFactory.getInstance(key.algorithm().family()).generatePrivate(new PKCS8EncodedKeySpec(encoded)),
                    key);
            byte[] probe = {1};
            if (!key.verify(probe, signer.sign(probe))) {
                throw new IllegalArgumentException("is not the secret half of " + key);
            }
            return signer;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("holds a key of another kind than " + key.algorithm(), e);
        }
    }

    /** The secret key as PEM, ending in a newline. */
    public String pem() {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(secret.getEncoded());
        return BEGIN + "\n" + base64 + "\n" + END + "\n";
    }

    @Override
    public VerificationKey key() {
        return key;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(key.algorithm().signature());
            signature.initSign(secret);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK does not sign with a key it made: " + e, e);
        }
    }
}
