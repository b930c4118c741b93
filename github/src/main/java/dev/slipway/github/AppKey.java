package dev.slipway.github;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an App's key as GitHub hands it out (PKCS #1, RFC 8017 appendix A.1.2) or as openssl writes it (PKCS #8). */
public final class AppKey {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----(.*?)-----END (RSA )?PRIVATE KEY-----", Pattern.DOTALL);

    /** {@code version 0, algorithm rsaEncryption NULL}, as PKCS #8 has them before the key (RFC 5208). */
    private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    private AppKey() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException where it is no RSA key in PEM; the message shows nothing of it
     */
    public static PrivateKey read(String pem) {
        Matcher found = PEM.matcher(pem);
        if (!found.find()) {
            throw new IllegalArgumentException("the App's key is not in PEM; expected -----BEGIN RSA PRIVATE KEY-----");
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(found.group(2));
            byte[] pkcs8 = found.group(1) == null ? bytes : wrapped(bytes);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the App's key is no RSA key that can be read", e);
        }
    }

    private static byte[] wrapped(byte[] pkcs1) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(RSA);
        inner.writeBytes(element(OCTETS, pkcs1));
        return element(SEQUENCE, inner.toByteArray());
    }

    /** One element in DER: its tag, its length, its content. */
    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.length < 0x80) {
            element.write(content.length);
        } else {
            element.write(0x82);
            element.write(content.length >> 8);
            element.write(content.length);
        }
        element.writeBytes(content);
        return element.toByteArray();
    }
}
