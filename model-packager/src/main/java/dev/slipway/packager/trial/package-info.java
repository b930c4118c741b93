/**
 * Trying a model before its package is published: loaded by the very code a function runs, in a process of its own, it
 * must answer the golden samples. Start at {@link dev.slipway.packager.trial.Trial}; who can start such a process is a
 * {@link dev.slipway.packager.trial.ModelRunner}.
 */
@NullMarked
package dev.slipway.packager.trial;

import org.jspecify.annotations.NullMarked;
