package dev.slipway.local.stage;

import java.security.SecureRandom;
import java.util.HexFormat;

/** What opens a stage's own door. */
final class StageToken {

    private static final int BYTES = 24;

    private StageToken() {}

    static String draw(SecureRandom secrets) {
        byte[] secret = new byte[BYTES];
        secrets.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }
}
