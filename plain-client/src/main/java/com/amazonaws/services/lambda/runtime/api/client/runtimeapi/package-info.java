/**
 * AWS's runtime client without its library. The client does everything in Java but two calls of the Runtime API, and the
 * forgetting of looked-up addresses after a restore, which it makes through a library that there is for Linux alone. A jar of this package before the client's makes the two in Java; all
 * else, from loading the handler to the order of the hooks, stays AWS's own code.
 * Start at {@link com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient}.
 */
@NullMarked
package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;

import org.jspecify.annotations.NullMarked;
