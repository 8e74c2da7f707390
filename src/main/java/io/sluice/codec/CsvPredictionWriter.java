package io.sluice.codec;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.CsvWriter.CsvWriterRecord;
import io.sluice.model.Outcome;
import io.sluice.model.Outcome.Classification;
import io.sluice.model.Outcome.Quantities;
import io.sluice.model.Outcome.Values;
import io.sluice.model.OutputField.Quantity;
import io.sluice.model.Prediction;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Writes a table (RFC 4180): a header row, then one row an instance.
 *
 * <p>Columns: the text labels by name; then of a classification {@code label}, {@code probability}
 * and one {@code probability_<class>} in the descriptor's order, empty outside the top ones; of
 * quantities their names; of a tensor {@code <output>_0}, {@code <output>_1} and so on, row-major.
 * With several outputs each of their columns starts with {@code <output>.}.
 */
public final class CsvPredictionWriter implements PredictionWriter {
  @Override
  public void write(Prediction prediction, TopClasses top, OutputStream out) throws IOException {
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    try {
      // Not closed, since that would close what is not ours.
      CsvWriter csv = CsvWriter.builder().build(text);
      header(prediction, csv.writeRecord());
      for (int row = 0; row < prediction.rows(); row++) {
        row(prediction, top, row, csv.writeRecord());
      }
      csv.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void header(Prediction prediction, CsvWriterRecord record) {
    TextLabels.names(prediction).forEach(record::writeField);
    int outputs = prediction.signature().outputs().size();
    for (int output = 0; output < outputs; output++) {
      String name = prediction.signature().outputs().get(output).name();
      header(prediction.outcome(0, output), name, outputs == 1 ? "" : name + ".", record);
    }
    record.endRecord();
  }

  private static void header(Outcome outcome, String name, String prefix, CsvWriterRecord record) {
    if (outcome instanceof Classification classification) {
      record.writeField(prefix + "label").writeField(prefix + "probability");
      for (String label : classification.labels()) {
        record.writeField(prefix + "probability_" + label);
      }
    } else if (outcome instanceof Quantities quantities) {
      for (Quantity quantity : quantities.quantities()) {
        record.writeField(prefix + quantity.name());
      }
    } else if (outcome instanceof Values values) {
      for (int i = 0; i < values.values().length; i++) {
        record.writeField(prefix + name + "_" + i);
      }
    }
  }

  private static void row(Prediction prediction, TopClasses top, int row, CsvWriterRecord record) {
    for (String name : TextLabels.names(prediction)) {
      record.writeField(TextLabels.at(prediction, name, row));
    }
    for (int output = 0; output < prediction.signature().outputs().size(); output++) {
      cells(prediction.outcome(row, output), top, record);
    }
    record.endRecord();
  }

  private static void cells(Outcome outcome, TopClasses top, CsvWriterRecord record) {
    if (outcome instanceof Classification classification) {
      String[] probabilities = new String[classification.labels().size()];
      for (int position : top.order(classification)) {
        probabilities[position] = FloatText.of(classification.probabilities()[position]);
      }
      record.writeField(classification.label());
      record.writeField(FloatText.of(classification.probability()));
      for (String probability : probabilities) {
        record.writeField(probability);
      }
    } else if (outcome instanceof Quantities quantities) {
      numbers(quantities.values(), record);
    } else if (outcome instanceof Values values) {
      numbers(values.values(), record);
    }
  }

  private static void numbers(float[] values, CsvWriterRecord record) {
    for (float value : values) {
      record.writeField(FloatText.of(value));
    }
  }
}
