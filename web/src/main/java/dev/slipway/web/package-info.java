/**
 * The HTTP server in front of both doors: the local stage's and {@code serve}'s. It takes a port or says why not, tells
 * every error in the V2 protocol's form, and lets no client hold it up: connections that keep their request back are
 * closed. Start at {@link dev.slipway.web.HttpServer}.
 */
@NullMarked
package dev.slipway.web;

import org.jspecify.annotations.NullMarked;
