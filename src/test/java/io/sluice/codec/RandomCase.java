package io.sluice.codec;

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
import io.sluice.model.Shapes;
import io.sluice.model.Task;
import io.sluice.model.testing.SignatureSamples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A random signature and right instances of it.
 *
 * @param instances values by field name: {@code Number}, {@code Boolean}, {@code String}, and for a
 *     tensor a {@code float[]} that fills its shape
 */
record RandomCase(ModelSignature signature, List<Map<String, Object>> instances) {
  private static final String TEXT = "ab ,;:\"'<>&\n\t\\/{}[]\u00e9\u4e2d\ud83d\ude00";
  private static final String WORD = "abXY09_.-\u00e9\u00df&<\"'";

  static RandomCase of(Random random, int rows) {
    List<InputField> inputs = new ArrayList<>();
    boolean tensors = random.nextBoolean();
    for (String name : names(random, 1 + random.nextInt(tensors ? 3 : 8))) {
      inputs.add(tensors ? tensor(random, name) : feature(random, name));
    }
    ModelSignature signature =
        new ModelSignature(Task.TENSOR, inputs, List.of(SignatureSamples.tensorOutput()));
    int variable = 1 + random.nextInt(3);
    List<Map<String, Object>> instances = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      Map<String, Object> instance = new LinkedHashMap<>();
      for (InputField field : inputs) {
        instance.put(field.name(), value(random, field, variable));
      }
      instances.add(instance);
    }
    return new RandomCase(signature, instances);
  }

  /** The shape of a tensor of {@code size} elements whose varying axis, if any, fills the rest. */
  static int[] shapeOf(TensorField field, int size) {
    int[] shape = Shapes.toArray(field.shape());
    int known = 1;
    for (int axis : shape) {
      known *= Math.max(axis, 1);
    }
    for (int i = 0; i < shape.length; i++) {
      shape[i] = shape[i] == Shapes.VARIABLE ? size / known : shape[i];
    }
    return shape;
  }

  private static Set<String> names(Random random, int count) {
    String first = "abcXYZ_";
    String next = first + "019.-";
    Set<String> names = new LinkedHashSet<>();
    while (names.size() < count) {
      StringBuilder name = new StringBuilder();
      name.append(first.charAt(random.nextInt(first.length())));
      for (int i = random.nextInt(6); i > 0; i--) {
        name.append(next.charAt(random.nextInt(next.length())));
      }
      names.add(name.toString());
    }
    return names;
  }

  private static InputField feature(Random random, String name) {
    FieldInfo info = FieldInfo.named(name);
    return switch (random.nextInt(5)) {
      case 0 -> new IntegerField(info, -1000, 1000, "", null);
      case 1 -> new CategoryField(info, words(random), encoding(random), null);
      case 2 -> new BooleanField(info, null);
      case 3 -> new TextField(info, 40, null);
      default ->
          new NumberField(info, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "", null);
    };
  }

  private static TensorField tensor(Random random, String name) {
    List<Integer> shape = new ArrayList<>();
    for (int axes = 1 + random.nextInt(3); axes > 0; axes--) {
      shape.add(1 + random.nextInt(3));
    }
    if (random.nextBoolean()) {
      shape.set(random.nextInt(shape.size()), Shapes.VARIABLE);
    }
    return new TensorField(
        FieldInfo.named(name),
        Datatype.FP32,
        shape,
        "",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY);
  }

  private static Object value(Random random, InputField field, int variable) {
    if (field instanceof IntegerField) {
      return random.nextInt(2001) - 1000;
    }
    if (field instanceof CategoryField category) {
      return category.values().get(random.nextInt(category.values().size()));
    }
    if (field instanceof BooleanField) {
      return random.nextBoolean();
    }
    if (field instanceof TextField) {
      return text(random, TEXT, 1 + random.nextInt(12));
    }
    if (field instanceof TensorField tensor) {
      int size = 1;
      for (int axis : tensor.shape()) {
        size *= axis == Shapes.VARIABLE ? variable : axis;
      }
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = number(random);
      }
      return values;
    }
    return number(random);
  }

  private static float number(Random random) {
    float value = Float.intBitsToFloat(random.nextInt());
    return Float.isFinite(value) && random.nextBoolean() ? value : random.nextInt(100) / 4f;
  }

  private static List<String> words(Random random) {
    Set<String> words = new LinkedHashSet<>();
    for (int i = 2 + random.nextInt(3); i > 0; i--) {
      words.add(text(random, WORD, 1 + random.nextInt(5)));
    }
    return List.copyOf(words);
  }

  private static Encoding encoding(Random random) {
    return random.nextBoolean() ? Encoding.ONE_HOT : Encoding.ORDINAL;
  }

  private static String text(Random random, String alphabet, int length) {
    int[] letters = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }
}
