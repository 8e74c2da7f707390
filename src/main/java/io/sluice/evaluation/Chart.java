package io.sluice.evaluation;

import io.sluice.codec.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart of two axes as SVG, inline in a page: no script, no style but the attributes of its
 * shapes, so that it shows under the pages' policy and on paper.
 */
final class Chart {
  private static final int SIZE = 260;
  private static final int LEFT = 46;
  private static final int BOTTOM = 34;
  private static final int TOP = 8;
  private static final int TICKS = 4;
  private static final List<String> COLOURS =
      List.of("#0b5cad", "#b3420a", "#2e7d32", "#7b1fa2", "#00838f", "#9e6c00");

  private final String title;
  private final String across;
  private final String up;
  private final double[] range;
  private final List<String> shapes = new ArrayList<>();
  private int lines;

  /**
   * A chart with nothing in it yet.
   *
   * @param across what the horizontal axis shows
   * @param up what the vertical axis shows
   * @param from the least of both axes
   * @param to the most of both axes
   */
  Chart(String title, String across, String up, double from, double to) {
    this.title = title;
    this.across = across;
    this.up = up;
    this.range = new double[] {from, to > from ? to : from + 1};
  }

  /** The line from corner to corner: chance, or agreement. */
  Chart diagonal() {
    shapes.add(
        "<path d=\"M%s %s L%s %s\" stroke=\"#999\" stroke-dasharray=\"4 4\" fill=\"none\"/>"
            .formatted(x(range[0]), y(range[0]), x(range[1]), y(range[1])));
    return this;
  }

  /** A line through points, each a list that begins with x and y. */
  Chart line(List<?> points) {
    StringBuilder path = new StringBuilder();
    for (Object point : points) {
      List<?> xy = ReportView.list(point);
      path.append(path.isEmpty() ? 'M' : 'L').append(x(number(xy.get(0)))).append(' ');
      path.append(y(number(xy.get(1)))).append(' ');
    }
    shapes.add(
        "<path d=\"%s\" stroke=\"%s\" stroke-width=\"1.8\" fill=\"none\"/>"
            .formatted(path, COLOURS.get(lines % COLOURS.size())));
    lines++;
    return this;
  }

  /** A dot at each point. */
  Chart dots(List<?> points) {
    for (Object point : points) {
      List<?> xy = ReportView.list(point);
      shapes.add(
          "<circle cx=\"%s\" cy=\"%s\" r=\"2\" fill=\"%s\" fill-opacity=\"0.6\"/>"
              .formatted(x(number(xy.get(0))), y(number(xy.get(1))), COLOURS.get(0)));
    }
    return this;
  }

  /** Writes the chart. */
  void writeTo(Html page) {
    page.open("figure");
    page.open(
        "svg",
        "viewBox",
        "0 0 %d %d".formatted(LEFT + SIZE + TOP, TOP + SIZE + BOTTOM),
        "width",
        Integer.toString(LEFT + SIZE + TOP),
        "role",
        "img",
        "aria-label",
        title);
    page.fixed(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#777\"/>"
            .formatted(LEFT, TOP, SIZE, SIZE));
    ticks(page);
    shapes.forEach(page::fixed);
    label(page, across, LEFT + SIZE / 2, TOP + SIZE + BOTTOM - 4, "middle", "");
    label(page, up, 10, TOP + SIZE / 2, "middle", "rotate(-90 10 %d)".formatted(TOP + SIZE / 2));
    page.close("svg").element("figcaption", title).close("figure");
  }

  private void ticks(Html page) {
    for (int i = 0; i <= TICKS; i++) {
      double value = range[0] + (range[1] - range[0]) * i / TICKS;
      String text = Math.abs(value) >= 1000 ? format("%.0f", value) : format("%.4g", value);
      String plain = text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
      label(page, plain, LEFT + SIZE * i / TICKS, TOP + SIZE + 13, "middle", "");
      label(page, plain, LEFT - 4, TOP + SIZE - SIZE * i / TICKS + 4, "end", "");
    }
  }

  private static void label(Html page, String text, int x, int y, String anchor, String transform) {
    List<String> attributes =
        new ArrayList<>(
            List.of(
                "x",
                Integer.toString(x),
                "y",
                Integer.toString(y),
                "font-size",
                "10",
                "text-anchor",
                anchor));
    if (!transform.isEmpty()) {
      attributes.addAll(List.of("transform", transform));
    }
    page.element("text", text, attributes.toArray(String[]::new));
  }

  private String x(double value) {
    return format("%.1f", LEFT + SIZE * within(value));
  }

  private String y(double value) {
    return format("%.1f", TOP + SIZE - SIZE * within(value));
  }

  private double within(double value) {
    return Math.max(0, Math.min(1, (value - range[0]) / (range[1] - range[0])));
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }
}
