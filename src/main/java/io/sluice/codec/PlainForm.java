package io.sluice.codec;

import io.sluice.model.ModelSignature;
import io.sluice.model.Outcome;
import io.sluice.model.Outcome.Classification;
import io.sluice.model.Outcome.Quantities;
import io.sluice.model.Outcome.Values;
import io.sluice.model.Prediction;
import java.io.IOException;

/**
 * The one form of a prediction's row as plain values: {@code {"label":..,"probability":..,
 * "probabilities":{..}}}, {@code {"salary":..}} or nested arrays; several outputs, or a tensor that
 * text labels stand beside, by output name.
 */
final class PlainForm {
  private final Prediction prediction;
  private final TopClasses top;
  private final PlainSink sink;

  PlainForm(Prediction prediction, TopClasses top, PlainSink sink) {
    this.prediction = prediction;
    this.top = top;
    this.sink = sink;
  }

  void write(int row) throws IOException {
    ModelSignature signature = prediction.signature();
    boolean labelled = !prediction.labels().isEmpty();
    Outcome first = prediction.outcome(row, 0);
    if (signature.outputs().size() == 1 && first instanceof Values values && !labelled) {
      new Nesting(values).write(0);
      return;
    }
    sink.beginObject();
    if (signature.outputs().size() == 1 && !(first instanceof Values)) {
      members(first);
    } else {
      byName(row);
    }
    if (labelled) {
      labels(row);
    }
    sink.endObject();
  }

  private void byName(int row) throws IOException {
    for (int output = 0; output < prediction.signature().outputs().size(); output++) {
      sink.name(prediction.signature().outputs().get(output).name());
      Outcome outcome = prediction.outcome(row, output);
      if (outcome instanceof Values values) {
        new Nesting(values).write(0);
      } else {
        sink.beginObject();
        members(outcome);
        sink.endObject();
      }
    }
  }

  private void members(Outcome outcome) throws IOException {
    if (outcome instanceof Classification classification) {
      classes(classification);
    } else if (outcome instanceof Quantities quantities) {
      for (int i = 0; i < quantities.values().length; i++) {
        sink.name(quantities.quantities().get(i).name());
        sink.number(quantities.values()[i]);
      }
    }
  }

  private void classes(Classification classification) throws IOException {
    sink.name("label");
    sink.text(classification.label());
    sink.name("probability");
    sink.number(classification.probability());
    sink.name("probabilities");
    sink.beginObject();
    for (int position : top.order(classification)) {
      sink.name(classification.labels().get(position));
      sink.number(classification.probabilities()[position]);
    }
    sink.endObject();
  }

  private void labels(int row) throws IOException {
    sink.name("labels");
    sink.beginObject();
    for (String name : TextLabels.names(prediction)) {
      sink.name(name);
      sink.text(TextLabels.at(prediction, name, row));
    }
    sink.endObject();
  }

  /** Walks a tensor's values, row-major, bracket by bracket. */
  private final class Nesting {
    private final Values values;
    private int next;

    Nesting(Values values) {
      this.values = values;
    }

    void write(int axis) throws IOException {
      if (axis == values.shape().length) {
        sink.number(values.values()[next++]);
        return;
      }
      sink.beginArray();
      for (int i = 0; i < values.shape()[axis]; i++) {
        write(axis + 1);
      }
      sink.endArray();
    }
  }
}
