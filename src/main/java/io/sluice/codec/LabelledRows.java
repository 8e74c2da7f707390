package io.sluice.codec;

import io.sluice.model.Instances;
import io.sluice.model.ServingException;
import java.util.List;
import java.util.Optional;

/** Rows whose right answers are known, read a part at a time, whatever they are written in. */
public interface LabelledRows extends AutoCloseable {
  /**
   * Some of the rows.
   *
   * @param instances to be closed by whoever gets them, as {@link Instances} says
   * @param answers the answer of each instance, without blanks around it, never empty
   * @param firstRow the number of the first; the first of all is 1
   */
  record Part(Instances instances, List<String> answers, long firstRow) {
    public Part {
      answers = List.copyOf(answers);
    }
  }

  /**
   * Reads on.
   *
   * @param most rows of the part, at least 1
   * @return empty at the end
   * @throws ServingException of the kind {@code INVALID_INSTANCES} or {@code MALFORMED_BODY} with
   *     the first row that breaks a rule, and the rule
   */
  Optional<Part> next(int most);

  @Override
  void close();
}
