/**
 * The documents, executed: what they tell people to type is typed here, and must do what they show. Start at {@link
 * dev.slipway.cli.docs.DocsIT}.
 */
@NullMarked
package dev.slipway.cli.docs;

import org.jspecify.annotations.NullMarked;
