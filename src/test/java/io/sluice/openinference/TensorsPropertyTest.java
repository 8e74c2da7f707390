package io.sluice.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.codec.AnswerBytes;
import io.sluice.codec.BinaryTensors;
import io.sluice.codec.NamedTensor;
import io.sluice.codec.TensorType;
import io.sluice.model.Violations;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Any tensors, written in any of the ways that the protocol has, are read as they were. */
final class TensorsPropertyTest {
  private static final List<TensorType> TYPES = List.of(TensorType.values());

  /** A tensor with its values as numbers or texts. */
  private record Sample(String name, TensorType type, List<Integer> shape, List<Object> values) {
    static Sample of(String name, Random random) {
      TensorType type = TYPES.get(random.nextInt(TYPES.size()));
      List<Integer> shape = new ArrayList<>();
      int count = 1;
      for (int rank = 1 + random.nextInt(4); rank > 0; rank--) {
        int axis = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(4);
        shape.add(axis);
        count *= axis;
      }
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        values.add(value(type, random));
      }
      return new Sample(name, type, shape, values);
    }

    private static Object value(TensorType type, Random random) {
      long bits = random.nextLong();
      return switch (type) {
        case BOOL -> (double) (bits & 1);
        case UINT8 -> (double) (bits & 0xFF);
        case INT8 -> (double) (byte) bits;
        case UINT16 -> (double) (bits & 0xFFFF);
        case INT16 -> (double) (short) bits;
        case UINT32 -> (double) (bits & 0xFFFFFFFFL);
        case INT32 -> (double) (int) bits;
        // What a double holds exactly.
        case UINT64 -> (double) (bits >>> 11);
        case INT64 -> (double) (bits >> 11);
        case FP16 -> (double) (float) ((short) bits & 0x7FF) / 16;
        case BF16 -> (double) Float.intBitsToFloat((int) (bits & 0x7EFF) << 16);
        case FP32 -> (double) finite(Float.intBitsToFloat((int) bits));
        case FP64 -> finite(Double.longBitsToDouble(bits));
        case BYTES -> text(random);
      };
    }

    private static float finite(float value) {
      return Float.isFinite(value) ? value : 1;
    }

    private static double finite(double value) {
      return Double.isFinite(value) ? value : 1;
    }

    private static String text(Random random) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(6); i > 0; i--) {
        int character = random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x11000);
        text.appendCodePoint(character >= 0xD800 && character < 0xE000 ? '"' : character);
      }
      return text.toString();
    }

    byte[] blob() {
      ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
      for (Object value : values) {
        if (value instanceof String text) {
          byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
          bytes.putInt(utf8.length).put(utf8);
          continue;
        }
        double number = (Double) value;
        switch (type) {
          case BOOL, UINT8, INT8 -> bytes.put((byte) (int) number);
          case UINT16, INT16 -> bytes.putShort((short) (int) number);
          case UINT32, INT32 -> bytes.putInt((int) (long) number);
          case UINT64, INT64 -> bytes.putLong((long) number);
          case FP32 -> bytes.putFloat((float) number);
          case FP64 -> bytes.putDouble(number);
          default -> {
            try (AnswerBytes written = new AnswerBytes()) {
              BinaryTensors.write(type, new float[] {(float) number}, 1, written);
              bytes.put(written.toByteArray());
            }
          }
        }
      }
      byte[] blob = new byte[bytes.position()];
      bytes.flip().get(blob);
      return blob;
    }

    String json(boolean nested) {
      StringBuilder json = new StringBuilder();
      if (!nested) {
        json.append('[');
        for (int i = 0; i < values.size(); i++) {
          json.append(i == 0 ? "" : ", ").append(element(values.get(i)));
        }
        return json.append(']').toString();
      }
      nested(json, 0, 0);
      return json.toString();
    }

    private int nested(StringBuilder json, int axis, int from) {
      if (axis == shape.size()) {
        json.append(element(values.get(from)));
        return from + 1;
      }
      int at = from;
      json.append('[');
      for (int i = 0; i < shape.get(axis); i++) {
        json.append(i == 0 ? "" : ",");
        at = nested(json, axis + 1, at);
      }
      json.append(']');
      return at;
    }

    private String element(Object value) {
      if (value instanceof String text) {
        return new TextNode(text).toString();
      }
      double number = (Double) value;
      if (type == TensorType.BOOL) {
        return number == 0 ? "false" : "true";
      }
      return type.isWhole() ? Long.toString((long) number) : Double.toString(number);
    }
  }

  @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
  void tensors_writtenInAnyWay_areReadAsTheyWere(@ForAll Random random) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      samples.add(Sample.of("t" + i, random));
    }
    List<byte[]> blobs = new ArrayList<>();
    StringBuilder json = new StringBuilder("{\"inputs\":[");
    for (Sample sample : samples) {
      List<String> members = new ArrayList<>();
      members.add("\"name\":\"" + sample.name() + "\"");
      members.add("\"shape\":" + sample.shape());
      members.add("\"datatype\":\"" + sample.type() + "\"");
      // Axes of length 0 hide what is nested in them.
      boolean hollow = sample.values().isEmpty();
      if (random.nextBoolean()) {
        byte[] blob = sample.blob();
        blobs.add(blob);
        members.add("\"parameters\":{\"binary_data_size\":" + blob.length + "}");
      } else {
        members.add("\"data\":" + sample.json(!hollow && random.nextBoolean()));
      }
      Collections.shuffle(members, random);
      json.append(json.length() > 11 ? "," : "");
      json.append('{').append(String.join(",", members)).append('}');
    }
    byte[] text = json.append("]}").toString().getBytes(StandardCharsets.UTF_8);

    List<NamedTensor> read = read(text, blobs);

    assertThat(read).hasSameSizeAs(samples);
    for (int i = 0; i < samples.size(); i++) {
      check(samples.get(i), read.get(i));
    }
    read.forEach(NamedTensor::close);
  }

  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void floats_writtenAsAnyType_areTheNearestItHas(@ForAll Random random) {
    float value = Float.intBitsToFloat(random.nextInt());
    if (Float.isNaN(value)) {
      return;
    }
    try (AnswerBytes out = new AnswerBytes()) {
      BinaryTensors.write(TensorType.FP16, new float[] {value}, 1, out);
      BinaryTensors.write(TensorType.BF16, new float[] {value}, 1, out);
      ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
      isNearest(value, bytes.getShort(), TensorType.FP16, 65504);
      isNearest(value, bytes.getShort(), TensorType.BF16, 0x1.FEp127);
    }
  }

  /** Neither neighbour of what was written is nearer. */
  private static void isNearest(float value, short bits, TensorType type, double largest) {
    double written = half(bits, type);
    if (Math.abs(value) > largest) {
      assertThat(Math.abs(written)).isIn(largest, Double.POSITIVE_INFINITY);
      return;
    }
    double distance = Math.abs(written - value);
    for (int step = -1; step <= 1; step += 2) {
      int magnitude = (bits & 0x7FFF) + step;
      if (magnitude >= 0) {
        double other = half((short) ((bits & 0x8000) | magnitude), type);
        assertThat(distance).isLessThanOrEqualTo(Math.abs(other - value));
      }
    }
  }

  private static double half(short bits, TensorType type) {
    ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort(bits).flip();
    Violations none = new Violations(1);
    try (NamedTensor tensor = BinaryTensors.read("x", "", type, new int[] {1}, bytes, none)) {
      return Objects.requireNonNull(tensor).number(0);
    }
  }

  private static List<NamedTensor> read(byte[] json, List<byte[]> blobs) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(json);
    blobs.forEach(body::writeBytes);
    body.write(0);
    byte[] bytes = body.toByteArray();
    byte behind = bytes[json.length];
    try (InferReader reader =
        new InferReader(bytes, json.length, bytes.length - 1, Served.LIMITS)) {
      return reader.read(behind).inputs();
    }
  }

  private static void check(Sample sample, NamedTensor tensor) {
    assertThat(tensor.name()).isEqualTo(sample.name());
    assertThat(tensor.type()).isEqualTo(sample.type());
    assertThat(Arrays.stream(tensor.shape()).boxed().toList()).isEqualTo(sample.shape());
    for (int i = 0; i < sample.values().size(); i++) {
      Object value = sample.values().get(i);
      if (value instanceof String text) {
        assertThat(new String(tensor.element(i), StandardCharsets.UTF_8)).isEqualTo(text);
      } else {
        assertThat(tensor.number(i)).isEqualTo(value);
      }
    }
  }
}
