package dev.slipway.functions.v2;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Signature;

/**
 * The model an endpoint answers for.
 *
 * @param name the name clients use
 * @param version the function version, as the platform numbers it
 * @param digest the package
 * @param platform the weights' format in the protocol's words
 * @param signature what clients must send and get
 */
public record ServedModel(ModelName name, String version, Digest digest, String platform, Signature signature) {}
