package io.sluice.openinference;

import io.sluice.codec.AnswerBytes;
import io.sluice.codec.BinaryTensors;
import io.sluice.codec.JsonSink;
import io.sluice.codec.OutputTensor;
import io.sluice.codec.TensorType;
import io.sluice.model.Prediction;
import io.sluice.model.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes the answer to an inference: JSON, and behind it the outputs that are wanted as bytes. */
final class InferWriter {
  private static final byte[] OUTPUTS = {'"', 'o', 'u', 't', 'p', 'u', 't', 's', '"', ':', '['};
  private static final byte[] DATA = {'"', 'd', 'a', 't', 'a', '"', ':', '['};

  private final Prediction prediction;
  private final VersionForm form;
  private final AnswerBytes out;
  private final JsonSink json;
  private final List<OutputTensor> tensors = new ArrayList<>();
  private final List<List<byte[]>> texts = new ArrayList<>();

  InferWriter(Prediction prediction, AnswerBytes out) {
    this.prediction = prediction;
    this.form = VersionForm.of(prediction);
    this.out = out;
    this.json = new JsonSink(out);
  }

  /**
   * Writes all of it.
   *
   * @return where the JSON ends; -1 if there is nothing behind it
   */
  int write(InferSource.Wish wish) {
    List<AnswerPlan.Item> items = AnswerPlan.of(prediction.signature(), wish);
    json.raw(form.beginning());
    if (wish.id() != null) {
      json.name("id");
      json.text(wish.id());
    }
    json.raw(OUTPUTS);
    boolean blobs = false;
    for (AnswerPlan.Item item : items) {
      output(item);
      blobs |= item.binary();
    }
    json.endArray();
    json.endObject();
    if (!blobs) {
      return -1;
    }
    int end = out.size();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).binary()) {
        blob(i);
      }
    }
    return end;
  }

  private void output(AnswerPlan.Item item) {
    OutputTensor tensor = OutputTensor.of(prediction, item.index(), form.port(item.index()));
    tensors.add(tensor);
    boolean classes = item.classes() > 0;
    List<byte[]> elements =
        classes ? Classification.highest(prediction.signature(), item, tensor.values()) : List.of();
    texts.add(elements);
    Tensor values = tensor.values();
    json.raw(
        classes
            ? VersionForm.output(tensor.port(), TensorType.BYTES.name())
            : form.output(item.index()));
    if (classes) {
      json.whole(values.rows());
      json.whole(Math.min(item.classes(), values.rowSize()));
    } else {
      for (int axis : values.shape()) {
        json.whole(axis);
      }
    }
    json.endArray();
    if (item.binary()) {
      json.name("parameters");
      json.beginObject();
      json.name("binary_data_size");
      json.whole(size(tensor, elements, classes));
      json.endObject();
    } else {
      json.raw(DATA);
      data(tensor, elements, classes);
      json.endArray();
    }
    json.endObject();
  }

  private static long size(OutputTensor tensor, List<byte[]> elements, boolean classes) {
    if (!classes) {
      return (long) tensor.values().size() * tensor.port().type().bytes();
    }
    long size = 0;
    for (byte[] element : elements) {
      size += Integer.BYTES + element.length;
    }
    return size;
  }

  private void data(OutputTensor tensor, List<byte[]> elements, boolean classes) {
    if (classes) {
      for (byte[] element : elements) {
        json.text(new String(element, StandardCharsets.UTF_8));
      }
      return;
    }
    float[] values = tensor.values().values();
    int count = tensor.values().size();
    TensorType type = tensor.port().type();
    for (int i = 0; i < count; i++) {
      if (type == TensorType.BOOL) {
        json.bool(values[i] != 0);
      } else if (type.isWhole()) {
        json.whole((long) values[i]);
      } else {
        json.number(values[i]);
      }
    }
  }

  private void blob(int position) {
    OutputTensor tensor = tensors.get(position);
    List<byte[]> elements = texts.get(position);
    if (elements.isEmpty()) {
      BinaryTensors.write(
          tensor.port().type(), tensor.values().values(), tensor.values().size(), out);
    } else {
      elements.forEach(element -> BinaryTensors.write(element, out));
    }
  }
}
