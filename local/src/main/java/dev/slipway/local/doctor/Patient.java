package dev.slipway.local.doctor;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.local.function.InstalledCode;
import dev.slipway.local.runtime.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is measured.
 *
 * @param machine what its processes run on
 * @param code the function bundle
 * @param model its name
 * @param digest the package; its blobs are stored
 * @param memory the memory that it has, in MB
 * @param timeout the longest a call may take
 * @param store the folder that packages are read from
 * @param home where logs and temporary files are kept
 * @param events what it is asked, each an event as the function gets it; at least one
 */
public record Patient(
        Machine machine,
        InstalledCode code,
        ModelName model,
        Digest digest,
        int memory,
        Duration timeout,
        Path store,
        Path home,
        List<byte[]> events) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException where there is nothing to ask
     */
    public Patient {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("nothing to ask");
        }
    }
}
