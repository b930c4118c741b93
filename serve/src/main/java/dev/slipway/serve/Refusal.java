package dev.slipway.serve;

/**
 * Why a request is not taken on.
 *
 * @param status the HTTP status
 * @param message what was found, and what to do
 * @param again whether the same request may do better in a second
 */
record Refusal(int status, String message, boolean again) {}
