package dev.slipway.cli.doctor;

import dev.slipway.cli.CommandException;
import dev.slipway.core.doctor.ProcessorShare;
import dev.slipway.core.doctor.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which setups are measured: the sizes and thread counts that were asked for, or those that tell most. */
final class Setups {

    private static final int LEAST = 128;
    private static final int MOST = 10_240;
    private static final int SMALL = 512;

    private Setups() {}

    /**
     * The setups, each once.
     *
     * @param own the memory that the model has, in MB; always measured
     * @param snapshots whether the function can start from a snapshot
     * @param caches whether starts from a start-up cache are measured too: with the model's own memory, and with sizes that were
     *     asked for
     * @param sizes the memory sizes that were asked for; none for the usual
     * @param threads the thread counts that were asked for; none for the usual
     * @param processors how many processors this machine has
     * @throws CommandException where something asked for cannot be measured
     */
    static List<Setup> of(
            int own, boolean snapshots, boolean caches, List<Integer> sizes, List<Integer> threads, int processors) {
        sizes.stream().filter(size -> size < LEAST || size > MOST).findFirst().ifPresent(size -> {
            throw CommandException.askedWrongly(
                    "--memory: found " + size + "; expected whole numbers of MB from " + LEAST + " to " + MOST);
        });
        threads.stream()
                .filter(count -> count < 1 || count > processors)
                .findFirst()
                .ifPresent(count -> {
                    throw CommandException.askedWrongly("--threads: found " + count
                            + "; expected whole numbers from 1 to " + processors + ", the processors of this machine");
                });
        SortedSet<Integer> memories = new TreeSet<>(sizes);
        memories.add(own);
        if (sizes.isEmpty()) {
            memories.add(SMALL);
            memories.add(ProcessorShare.MEGABYTES);
            if (processors > 1) {
                memories.add(2 * ProcessorShare.MEGABYTES);
            }
        }
        List<Setup> setups = new ArrayList<>();
        memories.forEach(memory -> setups.add(Setup.onDemand(memory)));
        if (caches) {
            memories.stream()
                    .filter(memory -> memory == own || sizes.contains(memory))
                    .forEach(memory -> setups.add(Setup.onDemand(memory).withCache()));
        }
        if (snapshots) {
            memories.forEach(memory -> setups.add(Setup.onDemand(memory).restored()));
        }
        SortedSet<Integer> counts = new TreeSet<>(threads);
        if (threads.isEmpty() && sizes.isEmpty() && processors > 1) {
            counts.addAll(List.of(1, 2));
        }
        counts.forEach(count -> setups.add(Setup.onDemand(Math.min(MOST, processors * ProcessorShare.MEGABYTES))
                .with(count)));
        return setups;
    }
}
