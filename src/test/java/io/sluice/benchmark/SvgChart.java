package io.sluice.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The closed loops as bars: Sluice's requests a second as a share of the plain servlet's, with both
 * figures in words. Colours are from Okabe and Ito's set for colour-blind readers; text is dark on
 * white, and nothing is told by colour alone.
 */
final class SvgChart {
  private static final String SLUICE_COLOUR = "#0072B2";
  private static final String CEILING_COLOUR = "#BBBBBB";
  private static final String TARGET_COLOUR = "#D55E00";
  private static final int LEFT = 190;
  private static final int SCALE = 420;
  private static final int WIDTH = 960;
  private static final int ROW = 34;
  private static final int TOP = 84;
  private static final double TARGET = 0.8;
  private static final double MOST = 1.2;

  private final Report report;

  SvgChart(Report report) {
    this.report = report;
  }

  /** The chart as a document of its own. */
  String text() {
    List<Bar> bars = bars();
    int height = TOP + bars.size() * ROW + 60;
    StringBuilder svg = new StringBuilder();
    svg.append(
        line(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                + " aria-labelledby=\"title description\" font-family=\"sans-serif\""
                + " font-size=\"13\" fill=\"#222222\">",
            WIDTH, height));
    svg.append(line("<title id=\"title\">Sluice beside a plain servlet</title>"));
    svg.append(line("<desc id=\"description\">%s</desc>", escape(description(bars))));
    svg.append(line("<rect width=\"%d\" height=\"%d\" fill=\"#FFFFFF\"/>", WIDTH, height));
    svg.append(
        line(
            "<text x=\"16\" y=\"28\" font-size=\"18\" font-weight=\"bold\">"
                + "Requests a second: Sluice (blue) as a share of a plain servlet (grey)</text>"));
    svg.append(line("<text x=\"16\" y=\"50\">%s</text>", escape(report.getMachine().describe())));
    for (int i = 0; i < bars.size(); i++) {
      draw(svg, bars.get(i), TOP + i * ROW);
    }
    int foot = TOP + bars.size() * ROW;
    int target = LEFT + (int) (SCALE * TARGET);
    svg.append(
        line(
            "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\""
                + " stroke-dasharray=\"5 4\"/>",
            target, target, TOP - 8, foot, TARGET_COLOUR));
    svg.append(
        line(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">target: 80 %%</text>",
            target, foot + 18));
    svg.append(
        line(
            "<text x=\"16\" y=\"%d\">Closed loop, wrk with one thread on the same cores as the"
                + " server; p99 in ms.</text>",
            foot + 42));
    return svg.append("</svg>\n").toString();
  }

  private static void draw(StringBuilder svg, Bar bar, int y) {
    int width = (int) (SCALE * Math.min(bar.share(), MOST));
    svg.append(line("<text x=\"16\" y=\"%d\">%s</text>", y + 17, escape(bar.name())));
    svg.append(
        line(
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"22\" fill=\"%s\"/>",
            LEFT, y, SCALE, CEILING_COLOUR));
    svg.append(
        line(
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"14\" fill=\"%s\"/>",
            LEFT, y + 4, width, SLUICE_COLOUR));
    svg.append(
        line(
            "<text x=\"%d\" y=\"%d\">%s</text>",
            LEFT + Math.max(SCALE, width) + 12, y + 17, escape(bar.words())));
  }

  private List<Bar> bars() {
    List<Bar> bars = new ArrayList<>();
    for (Figures.Load each : report.getLoad()) {
      Optional<Figures.Load> ceiling =
          Report.find(
              report.getLoad(),
              Endpoint.CEILING,
              each.network(),
              each.format(),
              each.connections());
      if (each.server().equals(Targets.SLUICE) && ceiling.isPresent()) {
        bars.add(Bar.of(each, ceiling.get()));
      }
    }
    return bars;
  }

  private static String description(List<Bar> bars) {
    return String.join("; ", bars.stream().map(bar -> bar.name() + ": " + bar.words()).toList());
  }

  private static String line(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments) + "\n";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private record Bar(String name, double share, String words) {
    static Bar of(Figures.Load sluice, Figures.Load ceiling) {
      double share = sluice.perSecond() / ceiling.perSecond();
      return new Bar(
          "%s, %d conn.".formatted(sluice.network(), sluice.connections()),
          share,
          String.format(
              Locale.ROOT,
              "%.0f %%  (%s of %s/s, p99 %s of %s)",
              share * 100,
              Table.number(sluice.perSecond()),
              Table.number(ceiling.perSecond()),
              Table.number(sluice.p99()),
              Table.number(ceiling.p99())));
    }
  }
}
