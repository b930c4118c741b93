package dev.slipway.packager.baseline;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnSchema;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Signature;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Reads a baseline from a Parquet file, column by column: flat columns of numbers, truth values and texts. */
final class ParquetBaseline {

    private static final int BUFFER = 1 << 16;

    private final String path;
    private final Signature signature;

    ParquetBaseline(String path, Signature signature) {
        this.path = path;
        this.signature = signature;
    }

    Baseline read(Baseline.Source source) throws IOException {
        Digest digest = digest(source);
        try (InputFile input = new ChannelFile(path, source);
                ParquetFileReader parquet = ParquetFileReader.open(input)) {
            List<ColumnSchema> schemas = parquet.getFileSchema().getColumns();
            List<String> names = schemas.stream()
                    .map(schema -> schema.fieldPath().toString())
                    .toList();
            List<Feature> features = FeatureMap.of(path, names, signature);
            List<Column> columns = Baseline.columns(features);
            check(schemas, features);
            long rows = 0;
            for (int i = 0; i < columns.size(); i++) {
                try (ColumnReader reader = parquet.columnReader(i)) {
                    rows = take(reader, schemas.get(i), columns.get(i));
                }
            }
            if (rows == 0) {
                throw new ProblemsException(Problem.at(path, "there is no row in it"));
            }
            return new Baseline(path, digest, rows, features, columns);
        } catch (ProblemsException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ProblemsException(Problem.at(path, "cannot be read as Parquet: " + e.getMessage()));
        }
    }

    private void check(List<ColumnSchema> schemas, List<Feature> features) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            ColumnSchema schema = schemas.get(i);
            boolean text = schema.type() == PhysicalType.BYTE_ARRAY;
            boolean plain = schema.maxRepetitionLevel() == 0 && (isNumber(schema.type()) || text);
            boolean fits = features.get(i).isCategory()
                    ? text || schema.type() == PhysicalType.BOOLEAN
                    : isNumber(schema.type()) && !(schema.logicalType() instanceof LogicalType.DecimalType);
            if (!plain || !fits) {
                problems.add(new Problem(
                        path,
                        "column \"" + features.get(i).column() + "\" holds " + schema.type(),
                        features.get(i).isCategory() ? "texts or truth values" : "whole or floating-point numbers",
                        ""));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
    }

    private static boolean isNumber(PhysicalType type) {
        return switch (type) {
            case BOOLEAN, INT32, INT64, FLOAT, DOUBLE -> true;
            case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> false;
        };
    }

    private static long take(ColumnReader reader, ColumnSchema schema, Column column) {
        long rows = 0;
        while (reader.nextBatch()) {
            int count = reader.getRecordCount();
            Validity valid = reader.getLeafValidity();
            Values values = values(reader, schema.type());
            for (int i = 0; i < count; i++) {
                if (valid.isNull(i)) {
                    column.missing();
                } else {
                    switch (column) {
                        case NumberColumn numbers -> numbers.add(values.number(i));
                        case CategoryColumn names -> names.add(values.text(i));
                    }
                }
            }
            rows += count;
        }
        return rows;
    }

    /** One batch of a column. */
    private interface Values {
        double number(int i);

        default String text(int i) {
            return Double.toString(number(i));
        }
    }

    private static Values values(ColumnReader reader, PhysicalType type) {
        return switch (type) {
            case BOOLEAN -> new Truths(reader.getBooleans());
            case INT32 -> {
                int[] numbers = reader.getInts();
                yield i -> numbers[i];
            }
            case INT64 -> {
                long[] numbers = reader.getLongs();
                yield i -> numbers[i];
            }
            case FLOAT -> {
                float[] numbers = reader.getFloats();
                yield i -> numbers[i];
            }
            case DOUBLE -> {
                double[] numbers = reader.getDoubles();
                yield i -> numbers[i];
            }
            case BYTE_ARRAY -> new Texts(reader.getStrings());
            case INT96, FIXED_LEN_BYTE_ARRAY -> throw new IllegalStateException(type.toString());
        };
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Truths(boolean[] values) implements Values {
        @Override
        public double number(int i) {
            return values[i] ? 1 : 0;
        }

        @Override
        public String text(int i) {
            return Boolean.toString(values[i]);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Texts(String[] values) implements Values {
        @Override
        public double number(int i) {
            throw new IllegalStateException("a text is no number");
        }

        @Override
        public String text(int i) {
            return values[i];
        }
    }

    private static Digest digest(Baseline.Source source) throws IOException {
        MessageDigest digest = Digest.algorithm();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = source.open()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return Digest.finish(digest);
    }
}
