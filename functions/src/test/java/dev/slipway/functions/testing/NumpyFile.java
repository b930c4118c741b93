package dev.slipway.functions.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array of floating-point numbers as NumPy saves it (numpy.org, "NPY format", version 1.0).
 *
 * @param rows the first dimension
 * @param columns the second; 1 where there is none
 * @param values all numbers, row by row
 */
public record NumpyFile(int rows, int columns, List<Double> values) {

    /** Copies the numbers. */
    public NumpyFile {
        values = List.copyOf(values);
    }

    private static final int PREFIX = 10;
    private static final Pattern HEADER =
            Pattern.compile("'descr': '<f([48])', 'fortran_order': False, 'shape': \\((\\d+),(?: (\\d+))?");

    /** Reads a file. */
    public static NumpyFile read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int length = Short.toUnsignedInt(buffer.getShort(PREFIX - Short.BYTES));
            Matcher header = HEADER.matcher(new String(bytes, PREFIX, length, StandardCharsets.ISO_8859_1));
            if (!header.find()) {
                throw new IllegalStateException(file + " is no array that is known here");
            }
            int rows = Integer.parseInt(header.group(2));
            int columns = header.group(3) == null ? 1 : Integer.parseInt(header.group(3));
            buffer.position(PREFIX + length);
            boolean single = header.group(1).equals("4");
            List<Double> values = new ArrayList<>(rows * columns);
            for (int i = 0; i < rows * columns; i++) {
                values.add(single ? buffer.getFloat() : buffer.getDouble());
            }
            return new NumpyFile(rows, columns, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
