package io.sluice.metrics;

import org.jspecify.annotations.Nullable;

/**
 * Writes the <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus text
 * format</a>, version 0.0.4: for each family HELP, TYPE, then its samples in one block.
 */
final class Exposition {
  static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder(4096);
  private final @Nullable String only;
  private String family = "";
  private boolean shown;

  /**
   * @param only the one family to write; null for all
   */
  Exposition(@Nullable String only) {
    this.only = only;
  }

  /** Begins a family; its samples follow. */
  Exposition family(String name, String type, String help) {
    family = name;
    shown = only == null || only.equals(name);
    if (shown) {
      text.append("# HELP ").append(name).append(' ').append(help).append('\n');
      text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }
    return this;
  }

  /** A whole family. */
  void family(FamilySource.Family whole) {
    family(whole.name(), whole.type(), whole.help());
    for (FamilySource.Sample sample : whole.samples()) {
      boolean isCount = sample.value() == Math.rint(sample.value());
      suffixed(
          "",
          isCount ? Long.toString((long) sample.value()) : Double.toString(sample.value()),
          sample.labels().toArray(String[]::new));
    }
  }

  /** One sample named like its family; labels are names and values by turns. */
  Exposition sample(long value, String... labels) {
    return suffixed("", Long.toString(value), labels);
  }

  /** One sample whose name has a suffix: {@code _bucket}, {@code _sum} or {@code _count}. */
  Exposition suffixed(String suffix, String value, String... labels) {
    if (!shown) {
      return this;
    }
    text.append(family).append(suffix);
    for (int i = 0; i < labels.length; i += 2) {
      text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
      text.append(escape(labels[i + 1])).append('"');
    }
    text.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
    return this;
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
