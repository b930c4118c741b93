package dev.slipway.core.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the kernel counted in a process's network namespace, IPv4 and IPv6 together (Linux, proc_pid_net(5): {@code snmp} and
 * {@code snmp6}; RFC 4022, RFC 4293).
 *
 * @param connects TCP connections that were begun
 * @param accepts TCP connections that somebody who listened took
 * @param refused TCP connections that came to nothing
 * @param datagrams UDP datagrams that were sent, such as questions for a name
 * @param unroutable what was to be sent, over TCP or UDP, to where no route leads
 */
public record NetworkCounts(long connects, long accepts, long refused, long datagrams, long unroutable) {

    private static final Path NETWORK = Path.of("/proc/self/net");

    /** The counts of this process's namespace. */
    public static NetworkCounts read() throws IOException {
        Map<String, Long> counts = new HashMap<>();
        List<String> lines = Files.readAllLines(NETWORK.resolve("snmp"));
        // Two lines a protocol: the names, and the counts.
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            String[] names = lines.get(i).split(" ", -1);
            String[] values = lines.get(i + 1).split(" ", -1);
            for (int at = 1; at < names.length; at++) {
                counts.put(names[0] + names[at], Long.valueOf(values[at]));
            }
        }
        Path six = NETWORK.resolve("snmp6");
        for (String line : Files.exists(six) ? Files.readAllLines(six) : List.<String>of()) {
            String[] words = line.split("\\s+", -1);
            counts.put(words[0], Long.valueOf(words[1]));
        }
        return new NetworkCounts(
                count(counts, "Tcp:ActiveOpens"),
                count(counts, "Tcp:PassiveOpens"),
                count(counts, "Tcp:AttemptFails"),
                count(counts, "Udp:OutDatagrams") + counts.getOrDefault("Udp6OutDatagrams", 0L),
                count(counts, "Ip:OutNoRoutes") + counts.getOrDefault("Ip6OutNoRoutes", 0L));
    }

    private static long count(Map<String, Long> counts, String name) {
        Long count = counts.get(name);
        if (count == null) {
            throw new IllegalStateException("this kernel does not count " + name);
        }
        return count;
    }

    /** Reads what {@link #toString} wrote. */
    public static NetworkCounts parse(String line) {
        List<Long> counts = Arrays.stream(line.split("\\D+", -1))
                .filter(word -> !word.isEmpty())
                .map(Long::valueOf)
                .toList();
        if (counts.size() != 5) {
            throw new IllegalArgumentException("no counts: " + line);
        }
        return new NetworkCounts(counts.get(0), counts.get(1), counts.get(2), counts.get(3), counts.get(4));
    }

    /** Whether all that was tried is connections that somebody inside took. */
    public boolean stayedInside() {
        return connects == accepts && refused == 0 && datagrams == 0 && unroutable == 0;
    }
}
