package io.sluice.tensorflow;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.codec.JsonTokens;
import io.sluice.model.Datatype;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.ModelSignature;

/**
 * Reads single values as TensorFlow Serving writes them: a feature is a bare value or a list of
 * one, for its tensor has one column; text may come as {@code {"b64":"..."}}.
 */
final class RowValues {
  private final JsonTokens tokens;
  private final InstancesBuilder builder;
  private final ModelSignature signature;

  /**
   * @param builder driven by this and its caller by turns
   */
  RowValues(JsonTokens tokens, InstancesBuilder builder) {
    this.tokens = tokens;
    this.builder = builder;
    this.signature = builder.signature();
  }

  /**
   * The value of an input.
   *
   * @param start its first token, which came last
   */
  void value(int input, JsonToken start) {
    if (start == JsonToken.VALUE_NULL) {
      builder.absent(input);
    } else if (signature.takesTensors()) {
      tensor(input, start);
    } else if (start == JsonToken.START_ARRAY) {
      only(input);
    } else {
      feature(input, start);
    }
  }

  /** The elements of a tensor whose first bracket is open. */
  void elements(int input) {
    builder.beginTensor(input);
    builder.openArray();
    int open = 1;
    while (open > 0) {
      JsonToken token = tokens.next();
      switch (token) {
        case START_ARRAY -> {
          builder.openArray();
          open++;
        }
        case END_ARRAY -> {
          builder.closeArray();
          open--;
        }
        default -> element(input, token);
      }
    }
    builder.endTensor();
  }

  /**
   * The rest of an object, which must stand for bytes.
   *
   * @param first the token behind its bracket, which came last: its first name, or its end
   */
  void bytes(int input, JsonToken first) {
    String text = Base64Text.read(tokens, first);
    if (text != null) {
      builder.string(input, text);
    } else {
      builder.wrongType(input, "an object that is no base64 of text in UTF-8");
    }
  }

  private void tensor(int input, JsonToken start) {
    if (start == JsonToken.START_ARRAY) {
      elements(input);
    } else if (start == JsonToken.START_OBJECT) {
      builder.wrongType(input, JsonTokens.kind(start));
      tokens.skip(start);
    } else {
      builder.beginTensor(input);
      element(input, start);
      builder.endTensor();
    }
  }

  private void element(int input, JsonToken token) {
    if (token.isNumeric()) {
      builder.element(tokens.number());
    } else if (token.isBoolean() && isTruth(input)) {
      builder.element(token == JsonToken.VALUE_TRUE ? 1 : 0);
    } else {
      builder.wrongElement(JsonTokens.kind(token));
      tokens.skip(token);
    }
  }

  private boolean isTruth(int input) {
    return signature.inputs().get(input) instanceof TensorField field
        && field.datatype() == Datatype.BOOL;
  }

  /** A list of one value. */
  private void only(int input) {
    JsonToken value = tokens.next();
    if (value == JsonToken.END_ARRAY) {
      builder.wrongType(input, "an empty array");
    } else if (value == JsonToken.START_ARRAY) {
      builder.wrongType(input, "an array of arrays");
      tokens.skip(value);
      rest();
    } else {
      value(input, value);
      if (rest()) {
        builder.wrongType(input, "an array of several values");
      }
    }
  }

  /** Passes over the rest of an array; whether there was any. */
  private boolean rest() {
    boolean any = false;
    for (JsonToken next = tokens.next(); next != JsonToken.END_ARRAY; next = tokens.next()) {
      any = true;
      tokens.skip(next);
    }
    return any;
  }

  private void feature(int input, JsonToken value) {
    switch (value) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> builder.number(input, tokens.number());
      case VALUE_STRING -> builder.string(input, tokens.text());
      case VALUE_TRUE -> builder.bool(input, true);
      case VALUE_FALSE -> builder.bool(input, false);
      default -> bytes(input, tokens.next());
    }
  }
}
