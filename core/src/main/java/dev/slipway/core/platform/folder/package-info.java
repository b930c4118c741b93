/**
 * The ports over a folder, with nothing but the JDK: what a laptop, a CI runner and a container use. Writers write
 * under another name, make it durable, then move it into place; so a kill at any moment leaves nothing half written.
 * Start at {@link dev.slipway.core.platform.folder.FolderModelStore}.
 */
@NullMarked
package dev.slipway.core.platform.folder;

import org.jspecify.annotations.NullMarked;
