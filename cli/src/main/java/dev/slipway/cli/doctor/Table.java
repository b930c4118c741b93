package dev.slipway.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells under each other: the first column to the left, the others to the right. */
final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Table row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    List<String> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            // what stands in the last cell of a short row, such as a reason, may run on
            int counted = row.size() < columns ? row.size() - 1 : row.size();
            for (int i = 0; i < counted; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            boolean runsOn = row.size() < widths.length && i == row.size() - 1;
            String space = runsOn ? "" : " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : GAP).append(i == 0 ? cell + space : space + cell);
        }
        return line.toString().stripTrailing();
    }
}
