package dev.slipway.local.console;

import dev.slipway.core.json.Json;
import dev.slipway.core.model.ModelName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The ends of the logs that a version's environments wrote. */
public final class VersionLogs {

    /** The most bytes of one log's end. */
    public static final int MOST_BYTES = 256 * 1024;

    private static final int MOST_FILES = 10;

    private final Path logs;

    /** The logs in this folder: by endpoint, version and environment. */
    public VersionLogs(Path logs) {
        this.logs = logs;
    }

    private record Log(Path file, long modified, long size) {}

    /**
     * The newest logs, the newest first.
     *
     * @param version must be one that exists: it becomes part of a path
     * @param bytes how much of each end
     */
    public Json.Fields ends(ModelName endpoint, String version, int bytes) {
        List<Json> ends = new ArrayList<>();
        for (Log log : newest(logs.resolve(endpoint.value()).resolve(version))) {
            ends.add(Json.object()
                    .with("environment", Json.of(name(log.file())))
                    .with("size", Json.of(log.size()))
                    .with("text", Json.of(end(log.file(), Math.min(bytes, MOST_BYTES)))));
        }
        return Json.object().with("version", Json.of(version)).with("logs", Json.array(ends));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.log$", "");
    }

    private static List<Log> newest(Path folder) {
        List<Log> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".log")).toList()) {
                found.add(new Log(file, Files.getLastModifiedTime(file).toMillis(), Files.size(file)));
            }
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream()
                .sorted(Comparator.comparingLong(Log::modified).reversed())
                .limit(MOST_FILES)
                .toList();
    }

    /** The last bytes, from the start of a line on. */
    private static String end(Path file, int bytes) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - bytes);
            in.seek(from);
            byte[] end = new byte[(int) Math.min(bytes, in.length() - from)];
            in.readFully(end);
            String text = new String(end, StandardCharsets.UTF_8);
            return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
