package io.sluice.feedback;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads outcomes from a table (RFC 4180) with a header of the columns {@code prediction_id}, {@code
 * row}, {@code label} and {@code value}, in any order; an empty cell counts as absent.
 */
final class CsvFeedbackReader {
  private static final int LONGEST_CELL = 4096;
  private static final Map<String, String> COLUMNS =
      Map.of(
          "prediction_id", FeedbackItem.PREDICTION,
          "row", FeedbackItem.ROW,
          "label", FeedbackItem.LABEL,
          "value", FeedbackItem.VALUE);

  private CsvFeedbackReader() {}

  /**
   * Reads all rows.
   *
   * @param taker given each as soon as it was read
   * @throws ServingException if the body is no such table; rows before the fault were given
   */
  static void each(InputStream body, Consumer<FeedbackItem> taker) {
    InputStreamReader text =
        new InputStreamReader(
            body,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    try (CsvReader<CsvRecord> reader =
            CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_CELL)
                .ofCsvRecord(text);
        CloseableIterator<CsvRecord> rows = reader.iterator()) {
      List<String> columns = columns(rows);
      while (rows.hasNext()) {
        taker.accept(item(columns, rows.next()));
      }
    } catch (CsvParseException | UncheckedIOException e) {
      throw failure(e);
    } catch (IOException e) {
      throw malformed("The body could not be read to its end.");
    }
  }

  private static List<String> columns(CloseableIterator<CsvRecord> rows) {
    if (!rows.hasNext()) {
      throw malformed("The table has no header.");
    }
    List<String> header = rows.next().getFields();
    boolean known = COLUMNS.keySet().containsAll(header) && header.contains("prediction_id");
    if (!known || header.stream().distinct().count() < header.size()) {
      throw malformed("The header must name prediction_id, and of row, label, value any, once.");
    }
    return header.stream().map(COLUMNS::get).toList();
  }

  private static FeedbackItem item(List<String> columns, CsvRecord row) {
    FeedbackItem.Builder item = new FeedbackItem.Builder();
    for (int i = 0; i < Math.min(columns.size(), row.getFieldCount()); i++) {
      String cell = row.getField(i);
      String column = columns.get(i);
      if (cell.isEmpty()) {
        continue;
      }
      if (column.equals(FeedbackItem.ROW) || column.equals(FeedbackItem.VALUE)) {
        number(item, column, cell);
      } else {
        item.text(column, cell);
      }
    }
    return item.build();
  }

  private static void number(FeedbackItem.Builder item, String column, String cell) {
    try {
      item.number(column, Double.parseDouble(cell));
    } catch (NumberFormatException e) {
      // A text where a number should be.
      item.text(column, cell);
    }
  }

  /** The parser wraps whatever ends it, our own refusals too. */
  private static ServingException failure(RuntimeException e) {
    return e.getCause() instanceof ServingException refusal
        ? refusal
        : malformed("The body is no table of RFC 4180 in UTF-8.");
  }

  private static ServingException malformed(String detail) {
    return new ServingException(Kind.MALFORMED_BODY, detail);
  }
}
