package io.sluice.codec;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.ModelSignature;
import io.sluice.model.ServingException;
import io.sluice.model.Violation.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;

/**
 * Reads a table (RFC 4180): a header row of field names, then one row an instance; an empty cell
 * counts as absent. A tensor spreads over the columns {@code <name>_0}, {@code <name>_1} and so on.
 */
public final class CsvInstancesReader implements InstancesReader {
  private static final int LONGEST_CELL = 65_536;

  private final InstanceLimits limits;

  /**
   * @param limits counted while reading
   */
  public CsvInstancesReader(InstanceLimits limits) {
    this.limits = limits;
  }

  @Override
  public Instances read(InputStream body, ModelSignature signature) {
    try (InstancesBuilder builder = new InstancesBuilder(signature, limits)) {
      read(body, builder);
      return builder.build();
    }
  }

  private void read(InputStream body, InstancesBuilder builder) {
    Progress progress = new Progress();
    try (CloseableIterator<CsvRow> rows = rows(body, builder)) {
      table(rows, builder, progress);
    } catch (CsvParseException | UncheckedIOException e) {
      throw failure(builder, e, progress);
    } catch (IOException e) {
      throw BodyInput.unreadable(e);
    }
  }

  private CloseableIterator<CsvRow> rows(InputStream body, InstancesBuilder builder)
      throws IOException {
    return CsvReader.builder()
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .maxBufferSize(Math.max(LONGEST_CELL, 2 * limits.maxStringLength()))
        .build(new CsvRow(builder), BodyInput.utf8(body))
        .iterator();
  }

  /** The parser wraps whatever ends it, our own refusals too. */
  private static RuntimeException failure(
      InstancesBuilder builder, RuntimeException e, Progress progress) {
    if (e.getCause() instanceof ServingException refusal) {
      return refusal;
    }
    if (e.getCause() instanceof CharacterCodingException) {
      return builder.malformed("", Rule.SYNTAX, "the body is not UTF-8, " + progress.place());
    }
    if (e.getCause() instanceof IOException io) {
      return BodyInput.unreadable(io);
    }
    return builder.malformed(
        "",
        Rule.SYNTAX,
        "the table is not RFC 4180: a quote is out of place, or a cell far too long, "
            + progress.place());
  }

  private static void table(
      CloseableIterator<CsvRow> rows, InstancesBuilder builder, Progress progress) {
    if (!rows.hasNext()) {
      throw builder.malformed("", Rule.SYNTAX, "the body is empty");
    }
    CsvRow header = rows.next();
    int width = header.cells();
    CsvColumns columns = CsvColumns.of(header, builder);
    progress.rows++;
    while (rows.hasNext()) {
      CsvRow row = rows.next();
      builder.begin();
      if (row.cells() == width) {
        columns.read(row);
        builder.end();
      } else {
        builder.rejectInstance(
            Rule.SHAPE, "has %,d cells where the header has %,d".formatted(row.cells(), width));
        builder.abandon();
      }
      progress.rows++;
    }
  }

  /** How far the reading came, for messages. */
  private static final class Progress {
    private int rows;

    String place() {
      return rows == 0 ? "in the header row" : "in or after row " + rows;
    }
  }
}
