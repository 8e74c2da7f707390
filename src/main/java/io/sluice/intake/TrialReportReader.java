package io.sluice.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.sluice.model.Numerals;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads what a trial prints last: one line with a flat JSON object. Either it tells a {@code
 * failure}, one of {@link TrialFailure}, and its {@code detail}; or it has the members of {@link
 * TrialReport}. It comes from a process that ran what we distrust, so it is believed for what it
 * says of that model only.
 */
final class TrialReportReader {
  private static final int MAX_DETAIL = 500;
  private static final String FIGURE = "figure.";
  private static final String ROWS = "rows";
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(1).build())
          .build();

  private TrialReportReader() {}

  /**
   * @param out the child's standard output
   * @param took how long the child ran
   * @throws io.sluice.model.ChangeException if the report tells a failure, or is none
   */
  static TrialReport read(String out, Duration took) {
    String last = out.strip();
    last = last.substring(last.lastIndexOf('\n') + 1);
    Map<String, String> members = members(last);
    String failure = members.get("failure");
    if (failure != null) {
      throw failure(failure)
          .rejected(printable(members.getOrDefault("detail", "it gave no reason")));
    }
    String engine = members.get("engine");
    if (engine == null) {
      throw TrialFailure.TRIAL_FAILED.rejected("The trial gave no report");
    }
    String reason = members.get("engineReason");
    return new TrialReport(
        printable(engine),
        reason == null ? null : printable(reason),
        (int) Math.min(Integer.MAX_VALUE, number(members, "goldenChecked")),
        number(members, "p50Micros"),
        number(members, "p99Micros"),
        number(members, "peakRssBytes"),
        took.toMillis(),
        figures(members),
        members.containsKey(ROWS) ? number(members, ROWS) : 0);
  }

  private static TrialFailure failure(String name) {
    return Stream.of(TrialFailure.TRIAL_OUT_OF_MEMORY, TrialFailure.TRIAL_DATASET)
        .filter(failure -> failure.name().equals(name))
        .findFirst()
        .orElse(TrialFailure.TRIAL_FAILED);
  }

  /** Figures are told as {@code "figure.accuracy"}; what is no number is none. */
  private static Map<String, Double> figures(Map<String, String> members) {
    Map<String, Double> figures = new HashMap<>();
    members.forEach(
        (name, text) -> {
          if (name.startsWith(FIGURE)) {
            Double value = Numerals.parse(text);
            figures.put(
                name.substring(FIGURE.length()),
                value == null || value.isInfinite() ? Double.NaN : value);
          }
        });
    return figures;
  }

  private static Map<String, String> members(String json) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = FACTORY.createParser(json)) {
      boolean object = parser.nextToken() == JsonToken.START_OBJECT;
      while (object && parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        String value = parser.nextToken().isScalarValue() ? parser.getText() : null;
        if (value != null && parser.currentToken() != JsonToken.VALUE_NULL) {
          members.put(name, value);
        }
      }
      return members;
    } catch (IOException e) {
      // Half a report is none.
      return Map.of();
    }
  }

  private static long number(Map<String, String> members, String name) {
    try {
      long number = Long.parseLong(members.getOrDefault(name, ""));
      if (number >= 0 && number < 1L << 50) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as is a number out of range.
    }
    throw TrialFailure.TRIAL_FAILED.rejected("The trial gave a report without a true " + name);
  }

  private static String printable(String text) {
    return text.substring(0, Math.min(MAX_DETAIL, text.length())).replaceAll("\\p{Cntrl}", " ");
  }
}
