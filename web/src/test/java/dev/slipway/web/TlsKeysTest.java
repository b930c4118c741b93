package dev.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsKeysTest {

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void aKeyBelongsToItsOwnPublicKeyAndToNoOther(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        KeyPair one = generator.generateKeyPair();
        KeyPair other = generator.generateKeyPair();

        assertThat(TlsKeys.belongs(one.getPrivate(), one.getPublic())).isTrue();
        assertThat(TlsKeys.belongs(one.getPrivate(), other.getPublic())).isFalse();
    }

    @Test
    void aKeyOfAnotherKindOrCurveBelongsToNone() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair small = generator.generateKeyPair();
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        KeyPair large = generator.generateKeyPair();
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();

        assertThat(TlsKeys.belongs(small.getPrivate(), large.getPublic())).isFalse();
        assertThat(TlsKeys.belongs(rsa.getPrivate(), large.getPublic())).isFalse();
        assertThat(TlsKeys.belongs(large.getPrivate(), rsa.getPublic())).isFalse();
    }
}
