package dev.slipway.core.platform.memory;

import dev.slipway.core.platform.Signer;
import dev.slipway.core.platform.VerificationKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;

/** Signs with a key in memory, by the JDK. Many threads may use it. */
public final class KeyPairSigner implements Signer {

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

    /** Signs with a fresh Ed25519 pair. */
    public static KeyPairSigner fresh() {
        try {
            return new KeyPairSigner(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no Ed25519", e);
        }
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
