package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import java.util.Optional;

/**
 * What an endpoint's function is now, which its next version will be.
 *
 * @param digest the package that it serves; empty where it is no function of ours
 * @param codeSha256 its code, as Lambda names it: the SHA-256 of the zip in Base64
 */
public record DeployedFunction(Optional<Digest> digest, String codeSha256) {}
