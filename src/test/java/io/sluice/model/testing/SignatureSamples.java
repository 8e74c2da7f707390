package io.sluice.model.testing;

import io.sluice.model.Datatype;
import io.sluice.model.FieldInfo;
import io.sluice.model.InputField;
import io.sluice.model.InputField.BooleanField;
import io.sluice.model.InputField.CategoryField;
import io.sluice.model.InputField.Encoding;
import io.sluice.model.InputField.IntegerField;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.Quantity;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.OutputField.TensorOutput;
import io.sluice.model.Task;
import java.util.List;

/** Signatures that together have every kind of input and output. */
public final class SignatureSamples {
  private SignatureSamples() {}

  /** Every kind of feature, all required: rank, years, score, tenured, ref; gives a quantity. */
  public static ModelSignature salary() {
    return new ModelSignature(
        Task.REGRESSION,
        List.of(
            new CategoryField(
                new FieldInfo("rank", "Rank", "The academic rank."),
                List.of("AsstProf", "AssocProf", "Prof"),
                Encoding.ONE_HOT,
                null),
            new IntegerField(new FieldInfo("years", "Years since PhD", ""), 0, 80, "years", null),
            new NumberField(FieldInfo.named("score"), -1.5, 10, "cm", null),
            new BooleanField(FieldInfo.named("tenured"), null),
            new TextField(FieldInfo.named("ref"), 8, null)),
        List.of(salaryOutput()));
  }

  /** The same kinds with defaults, the category as an ordinal. */
  public static ModelSignature withDefaults() {
    return new ModelSignature(
        Task.REGRESSION,
        List.of(
            new CategoryField(
                FieldInfo.named("rank"), List.of("low", "high"), Encoding.ORDINAL, "high"),
            new IntegerField(FieldInfo.named("years"), 0, 80, "", 7L),
            new NumberField(FieldInfo.named("score"), 0, 10, "", 2.5),
            new BooleanField(FieldInfo.named("tenured"), true),
            new TextField(FieldInfo.named("ref"), 8, "none")),
        List.of(salaryOutput()));
  }

  /** Four unbounded numbers, three classes. */
  public static ModelSignature iris() {
    List<InputField> inputs =
        List.of(
            number("sepal_length"),
            number("sepal_width"),
            number("petal_length"),
            number("petal_width"));
    return new ModelSignature(Task.CLASSIFICATION, inputs, List.of(species()));
  }

  /** One tensor of the shape [1,2,2] with elements from 0 to 16; gives a tensor. */
  public static ModelSignature image() {
    return tensors(tensor("image", List.of(1, 2, 2), 0, 16));
  }

  /** One tensor of two rows of any one length. */
  public static ModelSignature sequence() {
    return tensors(tensor("seq", List.of(2, -1), -1000, 1000));
  }

  /** Two tensors; gives classes and a tensor. */
  public static ModelSignature pair() {
    return new ModelSignature(
        Task.TENSOR,
        List.of(tensor("a", List.of(2), -1000, 1000), tensor("a_1", List.of(2, 2), -1000, 1000)),
        List.of(species(), tensorOutput()));
  }

  /** Given tensors in, a tensor out. */
  public static ModelSignature tensors(TensorField... inputs) {
    return new ModelSignature(Task.TENSOR, List.of(inputs), List.of(tensorOutput()));
  }

  /** A tensor input of float32. */
  public static TensorField tensor(
      String name, List<Integer> shape, double minimum, double maximum) {
    return new TensorField(FieldInfo.named(name), Datatype.FP32, shape, "", minimum, maximum);
  }

  /** A number without bounds, unit or default. */
  public static NumberField number(String name) {
    return new NumberField(
        FieldInfo.named(name), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "", null);
  }

  /** Three classes. */
  public static OutputField species() {
    return new ClassOutput(
        FieldInfo.named("species"), List.of("setosa", "versicolor", "virginica"), null);
  }

  /** One quantity in USD. */
  public static OutputField salaryOutput() {
    Quantity salary = new Quantity(new FieldInfo("salary", "Salary", ""), "USD");
    return new QuantityOutput("output", List.of(salary));
  }

  /** A tensor named output. */
  public static OutputField tensorOutput() {
    return new TensorOutput(FieldInfo.named("output"), Datatype.FP32, List.of(2, 2));
  }
}
