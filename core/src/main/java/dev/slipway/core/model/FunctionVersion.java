package dev.slipway.core.model;

/**
 * A published, immutable version of an endpoint's function: some code with some package.
 *
 * @param version its number as the platform gives it; never used again, not even after a deletion
 * @param digest the package it serves
 * @param codeSha256 names the code, as the platform writes it
 */
public record FunctionVersion(String version, Digest digest, String codeSha256) {}
