package dev.slipway.core.spec;

/**
 * A value and where it was written, so that what turns out wrong later is still told with its place.
 *
 * @param value the value
 * @param place where it stands
 * @param <T> the value's type
 */
public record Located<T>(T value, Place place) {}
