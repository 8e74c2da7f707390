package io.sluice.tensorflow;

import io.sluice.codec.ModelPorts;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.QuantityOutput;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The signatures that a model may offer: ways to ask it, each under a name. */
enum SignatureName {
  /** All inputs by name, all outputs: what is meant where nothing is said. */
  SERVING_DEFAULT("serving_default", "predict"),
  /** The one row of encoded columns that the features make, in place of the features. */
  ENCODED("encoded", "predict"),
  /** Labels and scores of examples. */
  CLASSIFICATION("classification", "classify"),
  /** One number for each example. */
  REGRESSION("regression", "regress");

  private static final int NONE = -1;

  private final String wireName;
  private final String verb;

  SignatureName(String wireName, String verb) {
    this.wireName = wireName;
    this.verb = verb;
  }

  /** The name in requests and metadata. */
  String wireName() {
    return wireName;
  }

  /** The signature's method as {@code signature_constants.h} of TensorFlow names it. */
  String method() {
    return "tensorflow/serving/" + verb;
  }

  /** Whether it is for this verb. */
  boolean isFor(String other) {
    return verb.equals(other);
  }

  /** Whether a model has what it takes. */
  boolean isOfferedBy(ModelSignature signature) {
    return switch (this) {
      case SERVING_DEFAULT -> true;
      case ENCODED -> ModelPorts.of(signature).encoded() != null;
      case CLASSIFICATION -> classes(signature) != NONE;
      case REGRESSION -> quantity(signature) != NONE;
    };
  }

  /** Those that a model offers. */
  static List<SignatureName> of(ModelSignature signature) {
    return Stream.of(values()).filter(name -> name.isOfferedBy(signature)).toList();
  }

  /** The output whose classes answer; -1 if not just one output has classes. */
  static int classes(ModelSignature signature) {
    return only(signature, ClassOutput.class::isInstance);
  }

  /** The output whose number answers; -1 if not just one output is just one quantity. */
  static int quantity(ModelSignature signature) {
    return only(
        signature,
        output ->
            output instanceof QuantityOutput quantities && quantities.quantities().size() == 1);
  }

  private static int only(ModelSignature signature, Predicate<OutputField> wanted) {
    List<OutputField> outputs = signature.outputs();
    int[] found =
        IntStream.range(0, outputs.size()).filter(i -> wanted.test(outputs.get(i))).toArray();
    return found.length == 1 ? found[0] : NONE;
  }
}
