package dev.slipway.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What Linux lets this process and its children take: the least that the machine has, or that one of the control groups gives that the
 * process is in, of either version. Elsewhere nothing is known, and nothing is said. Source: docs.kernel.org, admin-guide/cgroup-v2
 * and admin-guide/cgroup-v1/memory.
 *
 * @param processes where the system tells of processes, {@code /proc}
 * @param mounts where control groups are mounted, {@code /sys/fs/cgroup}
 */
public record ControlGroups(Path processes, Path mounts) {

    private static final long KILOBYTE = 1024;

    /** A process is in this group of version 2, or in one group for each controller of version 1. */
    private static final String UNIFIED = "0::";

    private static final int FIELDS = 3;

    /** Those of this process. */
    public static ControlGroups ofThisProcess() {
        return new ControlGroups(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    /**
     * How many processors it may use: 0.5 is half the time of one.
     *
     * @param online how many the machine has
     */
    public double processors(int online) {
        return groups("cpu").stream()
                .map(ControlGroups::quota)
                .flatMap(Optional::stream)
                .reduce((double) online, Math::min);
    }

    /** How much memory it may still take, in bytes; what is only a copy of a file counts as free. Empty where the system does not tell. */
    public OptionalLong freeMemory() {
        LongStream groups = groups("memory").stream().map(ControlGroups::free).flatMapToLong(OptionalLong::stream);
        LongStream machine =
                named(processes.resolve("meminfo"), "MemAvailable:").stream().map(kilobytes -> kilobytes * KILOBYTE);
        return LongStream.concat(machine, groups).min();
    }

    /** How much memory this process has now, in bytes; 0 where the system does not tell. */
    public long heldMemory() {
        return named(processes.resolve("self").resolve("status"), "VmRSS:").orElse(0) * KILOBYTE;
    }

    /** The groups, from the innermost outwards. Where a container sees only its own, as it were the outermost, the way to it is missing. */
    private List<Path> groups(String controller) {
        List<Path> groups = new ArrayList<>();
        for (String line : lines(processes.resolve("self").resolve("cgroup"))) {
            String[] fields = line.split(":", FIELDS);
            if (fields.length < FIELDS) {
                continue;
            }
            boolean separate = Arrays.asList(fields[1].split(",", -1)).contains(controller);
            if (separate || line.startsWith(UNIFIED)) {
                Path mount = separate ? mounts.resolve(controller) : mounts;
                Path own = mount.resolve(fields[2].replaceFirst("^/+", "")).normalize();
                for (Path group = own; group != null && group.startsWith(mount); group = group.getParent()) {
                    groups.add(group);
                }
            }
        }
        return groups;
    }

    /** Version 2: {@code cpu.max} is {@code 50000 100000}, or begins with {@code max}. Version 1: a quota of -1 is none. */
    private static Optional<Double> quota(Path group) {
        List<String> max = lines(group.resolve("cpu.max"));
        if (!max.isEmpty()) {
            String[] words = max.getFirst().split(" ", -1);
            return words.length == 2 ? quota(number(words[0]), number(words[1])) : Optional.empty();
        }
        return quota(alone(group.resolve("cpu.cfs_quota_us")), alone(group.resolve("cpu.cfs_period_us")));
    }

    private static Optional<Double> quota(OptionalLong micros, OptionalLong period) {
        return micros.orElse(0) > 0 && period.orElse(0) > 0
                ? Optional.of((double) micros.getAsLong() / period.getAsLong())
                : Optional.empty();
    }

    /** Without a limit, version 2 says {@code max}, and version 1 a number that no machine has. */
    private static OptionalLong free(Path group) {
        OptionalLong limit = first(group, "memory.max", "memory.limit_in_bytes");
        OptionalLong used = first(group, "memory.current", "memory.usage_in_bytes");
        if (limit.isEmpty() || used.isEmpty()) {
            return OptionalLong.empty();
        }
        Path statistics = group.resolve("memory.stat");
        long files = named(statistics, "total_inactive_file")
                .orElseGet(() -> named(statistics, "inactive_file").orElse(0));
        return OptionalLong.of(Math.max(0, limit.getAsLong() - used.getAsLong() + files));
    }

    private static OptionalLong first(Path group, String... files) {
        return Stream.of(files)
                .map(file -> alone(group.resolve(file)))
                .flatMapToLong(OptionalLong::stream)
                .findFirst();
    }

    /** The number that a file holds and nothing else. */
    private static OptionalLong alone(Path file) {
        return lines(file).stream()
                .limit(1)
                .map(ControlGroups::number)
                .flatMapToLong(OptionalLong::stream)
                .findFirst();
    }

    /** The number behind a name at the start of a line. */
    private static OptionalLong named(Path file, String name) {
        return lines(file).stream()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> words.length > 1 && words[0].equals(name))
                .map(words -> number(words[1]))
                .flatMapToLong(OptionalLong::stream)
                .findFirst();
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException _) {
            return List.of();
        }
    }
}
