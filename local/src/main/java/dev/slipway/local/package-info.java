/**
 * The stage on one machine: the very bundle Lambda would get, in child processes under AWS's own runtime client, with a
 * gateway before them.
 */
@NullMarked
package dev.slipway.local;

import org.jspecify.annotations.NullMarked;
