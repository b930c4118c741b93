package dev.slipway.core.platform;

/**
 * Signs with one key, which never leaves its keeper. Whoever has the {@link VerificationKey} can check a signature
 * without the keeper; which keys are trusted is written in the stage's settings, never beside what is signed.
 */
public interface Signer {

    /**
     * The public half of the key.
     *
     * @throws PlatformException.Missing where the keeper has no such key
     * @throws PlatformException.Refused where the key is not for signing, or the keeper does not let us use it
     * @throws PlatformException.Unavailable where the keeper does not answer
     */
    VerificationKey key();

    /**
     * Signs.
     *
     * @param message what to sign: any number of bytes
     * @return the signature, in the form that {@link VerificationKey#verify} reads
     * @throws PlatformException.Missing where the keeper has no such key
     * @throws PlatformException.Refused where the key is not for signing, or the keeper does not let us use it
     * @throws PlatformException.Unavailable where the keeper does not answer
     */
    byte[] sign(byte[] message);
}
