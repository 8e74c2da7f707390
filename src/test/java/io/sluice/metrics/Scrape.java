package io.sluice.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One scrape, read by the rules of the Prometheus text format 0.0.4 and those that {@code promtool
 * check metrics} adds.
 */
final class Scrape {
  private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-z][a-z0-9_]*) (.+)");
  private static final Pattern SAMPLE =
      Pattern.compile("(([a-z][a-z0-9_]*)(?:\\{(.*)})?) ([0-9.E+-]+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"");

  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, String> helps = new LinkedHashMap<>();
  private final Map<String, Double> samples = new LinkedHashMap<>();

  private Scrape() {}

  /** Reads a scrape; fails on the first line that breaks a rule. */
  static Scrape read(String text) {
    assertThat(text).endsWith("\n");
    Scrape scrape = new Scrape();
    String family = "";
    List<String> closed = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      Matcher comment = COMMENT.matcher(line);
      if (comment.matches()) {
        boolean help = comment.group(1).equals("HELP");
        String name = comment.group(2);
        if (!name.equals(family)) {
          closed.add(family);
          family = name;
          assertThat(closed).as("families in one block each").doesNotContain(family);
        }
        Map<String, String> into = help ? scrape.helps : scrape.types;
        assertThat(into.put(name, comment.group(3))).as("said twice: " + line).isNull();
        continue;
      }
      Matcher sample = SAMPLE.matcher(line);
      assertThat(sample.matches()).as(line).isTrue();
      scrape.checkBelongs(family, sample.group(2), line);
      checkLabels(sample.group(3), line);
      assertThat(scrape.samples.put(sample.group(1), Double.valueOf(sample.group(4))))
          .as("twice: " + line)
          .isNull();
    }
    scrape.checkFamilies();
    scrape.checkHistograms();
    return scrape;
  }

  /** The names of all families. */
  Set<String> families() {
    return types.keySet();
  }

  /** The value of one sample, named as it is written: {@code name{label="value"}}. */
  double value(String series) {
    assertThat(samples).containsKey(series);
    return samples.get(series);
  }

  /** Every sample whose name and labels begin like this. */
  Map<String, Double> beginning(String prefix) {
    Map<String, Double> found = new LinkedHashMap<>(samples);
    found.keySet().removeIf(series -> !series.startsWith(prefix));
    return found;
  }

  private void checkBelongs(String family, String name, String line) {
    List<String> suffixes =
        switch (types.getOrDefault(family, "none")) {
          case "histogram" -> List.of("_bucket", "_sum", "_count");
          case "summary" -> List.of("_sum", "_count");
          case "counter", "gauge" -> List.of("");
          default -> List.of();
        };
    assertThat(suffixes.stream().map(family::concat)).as(line).contains(name);
  }

  private static void checkLabels(String labels, String line) {
    if (labels == null) {
      return;
    }
    List<String> names = new ArrayList<>();
    Matcher label = LABEL.matcher(labels);
    int at = 0;
    while (at < labels.length()) {
      assertThat(label.find(at) && label.start() == at).as(line).isTrue();
      names.add(label.group(1));
      at = label.end();
      if (at < labels.length()) {
        assertThat(labels.charAt(at++)).as(line).isEqualTo(',');
      }
    }
    assertThat(names).as(line).doesNotHaveDuplicates();
  }

  private void checkFamilies() {
    assertThat(helps.keySet()).isEqualTo(types.keySet());
    types.forEach(
        (name, type) -> {
          assertThat(name.endsWith("_total")).as(name).isEqualTo(type.equals("counter"));
          assertThat(name).doesNotMatch(".*_(bucket|count|sum|milliseconds|millis|ms|nanos)");
        });
  }

  private void checkHistograms() {
    Map<String, Double> before = new LinkedHashMap<>();
    beginning("")
        .forEach(
            (series, value) -> {
              int le = series.indexOf(",le=\"");
              if (le < 0) {
                return;
              }
              String rest = series.substring(0, le) + "}";
              assertThat(value).as(series).isGreaterThanOrEqualTo(before.getOrDefault(rest, 0.0));
              before.put(rest, value);
              if (series.endsWith(",le=\"+Inf\"}")) {
                assertThat(value).as(series).isEqualTo(value(rest.replace("_bucket{", "_count{")));
              }
            });
    before.keySet().forEach(rest -> value(rest.replace("}", ",le=\"+Inf\"}")));
  }
}
