package io.sluice.runtime.plan;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.sluice.model.Datatype;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * Native memory for values of one type, seen as float32 by us and as what it is by ONNX Runtime.
 * Doubles lose what float32 cannot hold; whole numbers are exact up to 2^24.
 */
sealed interface Cells {
  /** Memory for so many values. */
  static Cells allocate(Datatype type, int values) {
    ByteBuffer memory =
        ByteBuffer.allocateDirect(Math.multiplyExact(values, type.bytes()))
            .order(ByteOrder.nativeOrder());
    return switch (type) {
      case FP32 -> new Floats(memory.asFloatBuffer());
      case FP64 -> new Doubles(memory.asDoubleBuffer());
      case INT32 -> new Ints(memory.asIntBuffer());
      case INT64 -> new Longs(memory.asLongBuffer());
      default -> throw new IllegalArgumentException("no tensors of " + type + " are served");
    };
  }

  /** A copy of the values of a tensor. */
  static Cells of(Datatype type, OnnxTensor tensor) {
    return switch (type) {
      case FP32 -> new Floats(tensor.getFloatBuffer());
      case FP64 -> new Doubles(tensor.getDoubleBuffer());
      case INT32 -> new Ints(tensor.getIntBuffer());
      case INT64 -> new Longs(tensor.getLongBuffer());
      default -> throw new IllegalArgumentException("no tensors of " + type + " are served");
    };
  }

  /** How many values there is room for. */
  int capacity();

  /** The same memory, as far as so many values need it. */
  Cells first(int values);

  /** Writes the first so many values at a position. */
  void put(int position, float[] values, int count);

  /** Reads from a position until the array is full. */
  void get(int position, float[] values);

  /** A tensor over this memory. */
  OnnxTensor tensor(long[] axes) throws OrtException;

  /** Of float32. */
  record Floats(FloatBuffer memory) implements Cells {
    @Override
    public int capacity() {
      return memory.capacity();
    }

    @Override
    public Cells first(int values) {
      return new Floats(memory.slice(0, values));
    }

    @Override
    public void put(int position, float[] values, int count) {
      memory.put(position, values, 0, count);
    }

    @Override
    public void get(int position, float[] values) {
      memory.get(position, values, 0, values.length);
    }

    @Override
    public OnnxTensor tensor(long[] axes) throws OrtException {
      return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), memory, axes);
    }
  }

  /** Of float64. */
  record Doubles(DoubleBuffer memory) implements Cells {
    @Override
    public int capacity() {
      return memory.capacity();
    }

    @Override
    public Cells first(int values) {
      return new Doubles(memory.slice(0, values));
    }

    @Override
    public void put(int position, float[] values, int count) {
      for (int i = 0; i < count; i++) {
        memory.put(position + i, values[i]);
      }
    }

    @Override
    public void get(int position, float[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) memory.get(position + i);
      }
    }

    @Override
    public OnnxTensor tensor(long[] axes) throws OrtException {
      return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), memory, axes);
    }
  }

  /** Of int32. */
  record Ints(IntBuffer memory) implements Cells {
    @Override
    public int capacity() {
      return memory.capacity();
    }

    @Override
    public Cells first(int values) {
      return new Ints(memory.slice(0, values));
    }

    @Override
    public void put(int position, float[] values, int count) {
      for (int i = 0; i < count; i++) {
        memory.put(position + i, (int) values[i]);
      }
    }

    @Override
    public void get(int position, float[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = memory.get(position + i);
      }
    }

    @Override
    public OnnxTensor tensor(long[] axes) throws OrtException {
      return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), memory, axes);
    }
  }

  /** Of int64. */
  record Longs(LongBuffer memory) implements Cells {
    @Override
    public int capacity() {
      return memory.capacity();
    }

    @Override
    public Cells first(int values) {
      return new Longs(memory.slice(0, values));
    }

    @Override
    public void put(int position, float[] values, int count) {
      for (int i = 0; i < count; i++) {
        memory.put(position + i, (long) values[i]);
      }
    }

    @Override
    public void get(int position, float[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = memory.get(position + i);
      }
    }

    @Override
    public OnnxTensor tensor(long[] axes) throws OrtException {
      return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), memory, axes);
    }
  }
}
