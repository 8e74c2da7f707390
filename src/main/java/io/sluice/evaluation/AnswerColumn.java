package io.sluice.evaluation;

import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.Quantity;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the right answers stand, and which output they belong to.
 *
 * @param column their column, or member
 * @param output the position of the output in the signature
 * @param classes that output if it gives classes; null if it gives quantities
 * @param quantity the position of the quantity in it
 */
public record AnswerColumn(String column, int output, @Nullable ClassOutput classes, int quantity) {
  /**
   * The column of an output: of the class or quantity that bears the column's name, else of the
   * only one that there is.
   *
   * @param target the column; null for the one named as the only output
   * @return empty if the signature has no such output
   */
  public static Optional<AnswerColumn> of(ModelSignature signature, @Nullable String target) {
    List<OutputField> outputs = signature.outputs();
    boolean only = outputs.size() == 1;
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i) instanceof ClassOutput classes
          && (only || classes.name().equals(target))) {
        return Optional.of(
            new AnswerColumn(target == null ? classes.name() : target, i, classes, 0));
      }
      if (outputs.get(i) instanceof QuantityOutput quantities) {
        List<Quantity> columns = quantities.quantities();
        for (int c = 0; c < columns.size(); c++) {
          String name = columns.get(c).name();
          if (name.equals(target) || (only && columns.size() == 1)) {
            return Optional.of(new AnswerColumn(target == null ? name : target, i, null, c));
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The column that a request asks for.
   *
   * @throws ServingException of kind {@code INVALID_PARAMETER} if the signature has no such output
   */
  static AnswerColumn asked(ModelSignature signature, @Nullable String target) {
    return of(signature, target)
        .orElseThrow(
            () ->
                new ServingException(
                    Kind.INVALID_PARAMETER,
                    target == null
                        ? "The parameter target must name the output that the answers belong to."
                        : "The parameter target must name an output with classes or quantities."));
  }
}
