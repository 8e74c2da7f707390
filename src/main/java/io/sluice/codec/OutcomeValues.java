package io.sluice.codec;

import io.sluice.model.Prediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A prediction's rows as plain Java values, in the form that the JSON answer has. */
public final class OutcomeValues {
  private OutcomeValues() {}

  /**
   * What the model says about one instance.
   *
   * @param row 0 to {@code prediction.rows()} - 1
   * @return a {@code Map<String, Object>} in the answer's order, or for a single tensor without
   *     labels nested {@code List}s; numbers are {@code Float}, labels {@code String}
   */
  public static Object of(Prediction prediction, int row) {
    Tree tree = new Tree();
    try {
      new PlainForm(prediction, TopClasses.ALL, tree).write(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A tree in memory has no way to fail.
    }
    return tree.root();
  }

  /** Plain values as maps and lists. */
  private static final class Tree implements PlainSink {
    private final Deque<Object> open = new ArrayDeque<>();
    private final Deque<String> names = new ArrayDeque<>();
    private @Nullable Object root;

    Object root() {
      if (root == null) {
        throw new IllegalStateException("the row has no value");
      }
      return root;
    }

    @Override
    public void beginObject() {
      open.push(new LinkedHashMap<String, Object>());
    }

    @Override
    public void name(String name) {
      names.push(name);
    }

    @Override
    public void endObject() {
      add(open.pop());
    }

    @Override
    public void beginArray() {
      open.push(new ArrayList<Object>());
    }

    @Override
    public void endArray() {
      add(open.pop());
    }

    @Override
    public void text(String text) {
      add(text);
    }

    @Override
    public void number(float number) {
      add(number);
    }

    @SuppressWarnings("unchecked") // What is open was pushed by this class, of just these types.
    private void add(Object value) {
      Object into = open.peek();
      if (into == null) {
        root = value;
      } else if (into instanceof List<?> list) {
        ((List<Object>) list).add(value);
      } else {
        ((Map<String, Object>) into).put(names.pop(), value);
      }
    }
  }
}
