package io.sluice.codec;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.sluice.model.InstanceLimits;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelSignature;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads rows whose right answers are known: a table as {@link CsvInstancesReader} takes it, with
 * the answer of each row in one column more. A few rows are held at a time, so that the table may
 * be of any length. The first row that breaks a rule ends the reading, and is named.
 */
public final class LabelledCsv implements LabelledRows {
  private static final int LONGEST_CELL = 65_536;

  private final ModelSignature signature;
  private final InstanceLimits limits;
  private final String target;
  private final InstancesBuilder bounds;
  private final CloseableIterator<CsvRow> rows;
  private final CsvRow header;
  private final int answerColumn;
  private long done;

  /**
   * Reads the header.
   *
   * @param table UTF-8; closed with this
   * @param signature what the instances are read against
   * @param target the column of the answers
   * @param limits of one part; {@code maxErrors} is not used
   * @throws ServingException of the kind {@code MALFORMED_BODY} if it is no table, or has no column
   *     {@code target}
   */
  public LabelledCsv(
      InputStream table, ModelSignature signature, String target, InstanceLimits limits) {
    this.signature = signature;
    this.target = target;
    this.limits =
        new InstanceLimits(
            limits.maxInstances(),
            limits.maxValues(),
            limits.maxDepth(),
            limits.maxStringLength(),
            1);
    this.bounds = new InstancesBuilder(signature, this.limits);
    try {
      this.rows =
          CsvReader.builder()
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .allowUnclosedQuote(false)
              .maxBufferSize(Math.max(LONGEST_CELL, 2 * limits.maxStringLength()))
              .build(new CsvRow(bounds), BodyInput.utf8(table))
              .iterator();
    } catch (IOException e) {
      throw BodyInput.unreadable(e);
    }
    CsvRow first = next().orElseThrow(() -> malformed("the table is empty"));
    this.answerColumn = answerColumn(first);
    first.take(answerColumn);
    this.header = first.copy();
  }

  @Override
  public Optional<Part> next(int most) {
    List<String> answers = new ArrayList<>();
    try (InstancesBuilder builder = new InstancesBuilder(signature, limits)) {
      CsvColumns columns = CsvColumns.of(header, builder);
      while (answers.size() < most) {
        Optional<CsvRow> row = next();
        if (row.isEmpty()) {
          break;
        }
        answers.add(read(row.get(), builder, columns));
      }
      if (answers.isEmpty()) {
        return Optional.empty();
      }
      Part part = new Part(builder.build(), answers, done + 1);
      done += answers.size();
      return Optional.of(part);
    } catch (InvalidInstancesException e) {
      throw RowFault.of(e, done);
    }
  }

  @Override
  public void close() {
    bounds.close();
    try {
      rows.close();
    } catch (IOException e) {
      throw BodyInput.unreadable(e);
    }
  }

  private String read(CsvRow row, InstancesBuilder builder, CsvColumns columns) {
    builder.begin();
    String answer = "";
    if (row.cells() == header.cells() + 1) {
      answer = row.take(answerColumn).strip();
      if (answer.isEmpty()) {
        builder.rejectInstance(Rule.MISSING, "the answer in '%s' is missing".formatted(target));
      }
      columns.read(row);
      builder.end();
    } else {
      builder.rejectInstance(
          Rule.SHAPE,
          "has %,d cells where the header has %,d".formatted(row.cells(), header.cells() + 1));
      builder.abandon();
    }
    return answer;
  }

  private int answerColumn(CsvRow first) {
    int found = -1;
    for (int column = 0; column < first.cells(); column++) {
      if (first.cell(column).strip().equals(target)) {
        if (found >= 0) {
          throw malformed("the column '%s' comes twice".formatted(target));
        }
        found = column;
      }
    }
    if (found < 0) {
      throw malformed("the table has no column '%s' with the answers".formatted(target));
    }
    return found;
  }

  private Optional<CsvRow> next() {
    try {
      return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    } catch (CsvParseException | UncheckedIOException e) {
      if (e.getCause() instanceof ServingException refusal) {
        throw refusal;
      }
      if (e.getCause() instanceof CharacterCodingException) {
        throw malformed("the table is not UTF-8, in or after row " + done);
      }
      if (e.getCause() instanceof IOException io) {
        throw BodyInput.unreadable(io);
      }
      throw malformed(
          "the table is not RFC 4180: a quote is out of place, or a cell far too long, in or after"
              + " row "
              + done);
    }
  }

  private static ServingException malformed(String detail) {
    return new ServingException(Kind.MALFORMED_BODY, detail);
  }
}
