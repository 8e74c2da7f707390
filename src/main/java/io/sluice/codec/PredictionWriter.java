package io.sluice.codec;

import io.sluice.model.Prediction;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a prediction in one format, in UTF-8; safe for use from any number of threads. */
public interface PredictionWriter {
  /**
   * Writes all rows.
   *
   * @param top which classes of a classification to give
   * @param out flushed, not closed
   * @throws IOException if {@code out} fails
   */
  void write(Prediction prediction, TopClasses top, OutputStream out) throws IOException;
}
