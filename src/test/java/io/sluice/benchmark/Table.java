package io.sluice.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table of text: a heading, columns as wide as they must be, numbers to the right. */
final class Table {
  private final String title;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String title, String... heads) {
    this.title = title;
    rows.add(List.of(heads));
  }

  /** Adds a row; numbers with a fraction get as many places as three digits need. */
  void row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell instanceof Double number ? number(number) : String.valueOf(cell));
    }
    rows.add(row);
  }

  /** Three digits, or all in front of the point. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 || size == 0 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** The table as lines; empty if it has no rows. */
  String text() {
    if (rows.size() == 1) {
      return "";
    }
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream()
        .map(row -> line(row, widths))
        .collect(Collectors.joining("\n", "\n" + title + "\n", "\n"));
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder("  ");
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      String cell = row.get(i);
      String room = " ".repeat(widths[i] - cell.length());
      boolean left = rows.stream().skip(1).anyMatch(each -> isText(each.get(column)));
      line.append(left ? cell + room : room + cell).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private static boolean isText(String cell) {
    return !cell.isEmpty() && Character.isLetter(cell.charAt(0));
  }
}
