package io.sluice.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelSignature;
import io.sluice.model.ModelVersion;
import io.sluice.model.Prediction;
import io.sluice.model.Tensor;
import io.sluice.model.testing.SignatureSamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Predictions of every form, and how they look as text. */
final class PredictionSamples {
  static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  private PredictionSamples() {}

  /** Two rows of a quantity with the text label ref. */
  static Prediction salary() {
    return of(
        SignatureSamples.salary(),
        Map.of("ref", List.of("r1", "a<b>&\"c,'\u00e9\n")),
        Tensor.of(new float[] {123456.7f, 5}, 2, 1));
  }

  /** Two rows of three classes. */
  static Prediction iris() {
    return of(
        SignatureSamples.iris(),
        Map.of(),
        Tensor.of(new float[] {0.98f, 0.015f, 0.005f, 0.2f, 0.2f, 0.6f}, 2, 3));
  }

  /** One row of a tensor. */
  static Prediction image() {
    return of(
        SignatureSamples.image(),
        Map.of(),
        Tensor.of(new float[] {1, 2.5f, -3e-9f, 1e10f}, 1, 2, 2));
  }

  /** One row of classes and a tensor. */
  static Prediction pair() {
    return of(
        SignatureSamples.pair(),
        Map.of(),
        Tensor.of(new float[] {0.25f, 0.5f, 0.25f}, 1, 3),
        Tensor.of(new float[] {1, 2, 3, 4}, 1, 2, 2));
  }

  static Prediction of(
      ModelSignature signature, Map<String, List<String>> labels, Tensor... outputs) {
    return new Prediction(
        new ModelId(new ModelName("sample"), new ModelVersion(3)),
        new Digest(DIGEST),
        signature,
        outputs[0].rows(),
        List.of(outputs),
        labels);
  }

  static String written(PredictionWriter writer, Prediction prediction, TopClasses top)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(prediction, top, out);
    return out.toString(UTF_8);
  }
}
