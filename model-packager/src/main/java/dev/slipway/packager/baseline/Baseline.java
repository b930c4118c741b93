package dev.slipway.packager.baseline;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The statistics of a file of training features: the layer {@value #PATH} of a package, in place of the file itself,
 * which may be large and is nobody else's business. Each feature says which value of which tensor it is, how many values
 * are missing, and how the others are distributed.
 *
 * @param source the file's path in the model folder
 * @param digest the file's digest
 * @param rows how many rows it has
 * @param features what each column is to the model
 * @param columns the columns' values, in the order of the features
 */
public record Baseline(String source, Digest digest, long rows, List<Feature> features, List<Column> columns) {

    /** The layer's path in a package. */
    public static final String PATH = "baseline.json";

    private static final long SCHEMA_VERSION = 1;

    /** Copies the lists. */
    public Baseline {
        features = List.copyOf(features);
        columns = List.copyOf(columns);
    }

    /** A file that can be read from its start, or anywhere. */
    public interface Source {
        /** Opens it from its start. */
        InputStream open() throws IOException;

        /** Opens it for reads anywhere in it. */
        FileChannel channel() throws IOException;
    }

    /**
     * Reads a file, in a stream.
     *
     * @param path the file's path in the model folder; {@code .parquet} or else CSV
     * @throws ProblemsException with what is wrong with it, the first of it
     * @throws IOException where it cannot be read
     */
    public static Baseline read(String path, Source source, Signature signature) throws IOException {
        return path.endsWith(".parquet")
                ? new ParquetBaseline(path, signature).read(source)
                : new CsvBaseline(path, signature).read(source);
    }

    /** The layer's bytes, canonical. */
    public byte[] bytes() {
        List<Json> all = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            Json.Fields json = Json.object()
                    .with("name", Json.of(feature.column()))
                    .with(feature.side().key(), Json.of(feature.tensor()))
                    .with("position", Json.of(feature.position()));
            for (var field : columns.get(i).json().fields().entrySet()) {
                json = json.with(field.getKey(), field.getValue());
            }
            all.add(json);
        }
        return JsonText.canonical(Json.object()
                .with("schema_version", Json.of(SCHEMA_VERSION))
                .with("source", Json.of(source))
                .with("source_digest", Json.of(digest.toString()))
                .with("rows", Json.of(rows))
                .with("features", Json.array(all)));
    }

    static List<Column> columns(List<Feature> features) {
        return features.stream()
                .<Column>map(feature -> feature.isCategory() ? new CategoryColumn() : new NumberColumn())
                .toList();
    }
}
