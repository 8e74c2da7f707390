package io.sluice.codec;

import io.sluice.model.ModelSignature;
import io.sluice.model.Outcome.Classification;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.Quantity;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.Prediction;
import io.sluice.model.Tensor;
import java.io.IOException;
import java.util.List;

/**
 * The one form of a prediction's row as plain values: {@code {"label":..,"probability":..,
 * "probabilities":{..}}}, {@code {"salary":..}} or nested arrays; several outputs, or a tensor that
 * text labels stand beside, by output name.
 */
final class PlainForm {
  private final Prediction prediction;
  private final TopClasses top;
  private final PlainSink sink;
  private final List<OutputField> fields;
  private final List<String> labels;
  private final int[][] shapes;
  private final int[] sizes;

  PlainForm(Prediction prediction, TopClasses top, PlainSink sink) {
    this.prediction = prediction;
    this.top = top;
    this.sink = sink;
    ModelSignature signature = prediction.signature();
    this.fields = signature.outputs();
    this.labels = prediction.labels().isEmpty() ? List.of() : TextLabels.names(prediction);
    this.shapes = new int[fields.size()][];
    this.sizes = new int[fields.size()];
    for (int i = 0; i < sizes.length; i++) {
      Tensor output = prediction.outputs().get(i);
      shapes[i] = output.rowShape();
      sizes[i] = output.rowSize();
    }
  }

  void write(int row) throws IOException {
    boolean single = fields.size() == 1;
    if (single && isTensor(0) && labels.isEmpty()) {
      tensor(row, 0);
      return;
    }
    sink.beginObject();
    if (single && !isTensor(0)) {
      members(row, 0);
    } else {
      byName(row);
    }
    if (!labels.isEmpty()) {
      labels(row);
    }
    sink.endObject();
  }

  private void byName(int row) throws IOException {
    for (int output = 0; output < fields.size(); output++) {
      sink.name(fields.get(output).name());
      if (isTensor(output)) {
        tensor(row, output);
      } else {
        sink.beginObject();
        members(row, output);
        sink.endObject();
      }
    }
  }

  private boolean isTensor(int output) {
    return fields.get(output) instanceof OutputField.TensorOutput;
  }

  private void members(int row, int output) throws IOException {
    if (fields.get(output) instanceof QuantityOutput quantity) {
      float[] values = prediction.outputs().get(output).values();
      int at = row * sizes[output];
      for (Quantity one : quantity.quantities()) {
        sink.name(one.name());
        sink.number(values[at++]);
      }
    } else if (fields.get(output) instanceof ClassOutput) {
      classes((Classification) prediction.outcome(row, output));
    }
  }

  private void classes(Classification classification) throws IOException {
    int best = classification.best();
    List<String> names = classification.labels();
    float[] probabilities = classification.probabilities();
    sink.name("label");
    sink.text(names.get(best));
    sink.name("probability");
    sink.number(probabilities[best]);
    sink.name("probabilities");
    sink.beginObject();
    if (top.isAll()) {
      for (int i = 0; i < probabilities.length; i++) {
        sink.name(names.get(i));
        sink.number(probabilities[i]);
      }
    } else {
      for (int position : top.order(classification)) {
        sink.name(names.get(position));
        sink.number(probabilities[position]);
      }
    }
    sink.endObject();
  }

  private void labels(int row) throws IOException {
    sink.name("labels");
    sink.beginObject();
    for (String name : labels) {
      sink.name(name);
      sink.text(TextLabels.at(prediction, name, row));
    }
    sink.endObject();
  }

  private void tensor(int row, int output) throws IOException {
    float[] values = prediction.outputs().get(output).values();
    NestedValues.write(values, row * sizes[output], shapes[output], sink);
  }
}
