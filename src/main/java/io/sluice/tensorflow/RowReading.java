package io.sluice.tensorflow;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.codec.JsonTokens;
import io.sluice.model.InputField;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.ModelSignature;
import io.sluice.model.Violation.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the row form: {@code instances}, each the values of all inputs. */
final class RowReading {
  private final JsonTokens tokens;
  private final InstancesBuilder builder;
  private final ModelSignature signature;
  private final List<InputField> inputs;
  private final RowValues values;
  private final @Nullable EncodedRows encoded;
  private boolean bareBytes;

  /**
   * @param encoded reads the rows instead if the first one is of its kind; null if the model has
   *     none of that kind
   */
  RowReading(JsonTokens tokens, InstancesBuilder builder, @Nullable EncodedRows encoded) {
    this.tokens = tokens;
    this.builder = builder;
    this.encoded = encoded;
    this.signature = builder.signature();
    this.inputs = signature.inputs();
    this.values = new RowValues(tokens, builder);
  }

  /**
   * Reads all instances of an open array.
   *
   * @param first the token behind the bracket
   */
  void read(JsonToken first) {
    JsonToken next = first;
    if (first == JsonToken.START_OBJECT) {
      JsonToken name = tokens.next();
      if (encoded != null
          && name == JsonToken.FIELD_NAME
          && tokens.text().equals(signature.networkInput())) {
        encoded.readFromName();
        return;
      }
      builder.begin();
      members(name);
      builder.end();
      next = tokens.next();
    }
    for (; next != JsonToken.END_ARRAY; next = tokens.next()) {
      instance(next);
    }
  }

  /** Whether the only input's values came as bytes, and not under its name. */
  boolean hasBareBytes() {
    return bareBytes;
  }

  private void instance(JsonToken start) {
    builder.begin();
    if (start == JsonToken.START_OBJECT) {
      members(tokens.next());
    } else if (start == JsonToken.START_ARRAY) {
      positions();
    } else if (inputs.size() == 1) {
      builder.field(inputs.get(0).name());
      values.value(0, start);
    } else {
      builder.rejectInstance(
          Rule.TYPE, "an instance must be an object or an array, not " + JsonTokens.kind(start));
      builder.abandon();
      return;
    }
    builder.end();
  }

  private void members(JsonToken first) {
    JsonToken next = first;
    while (next != JsonToken.END_OBJECT) {
      String name = tokens.text();
      if (isBytes(name)) {
        bareBytes = true;
        builder.field(inputs.get(0).name());
        values.bytes(0, next);
        return;
      }
      int input = builder.field(name);
      JsonToken value = tokens.next();
      if (input < 0) {
        tokens.skip(value);
      } else {
        values.value(input, value);
      }
      next = tokens.next();
    }
  }

  /** Whether the object is not the instance but the bytes of its only value. */
  private boolean isBytes(String name) {
    return inputs.size() == 1
        && name.equals(Base64Text.MEMBER)
        && signature.indexOf(name) < 0
        && !signature.takesTensors();
  }

  private void positions() {
    if (signature.takesTensors() && inputs.size() == 1) {
      builder.field(inputs.get(0).name());
      values.elements(0);
      return;
    }
    int position = 0;
    for (JsonToken next = tokens.next(); next != JsonToken.END_ARRAY; next = tokens.next()) {
      if (position < inputs.size()) {
        builder.field(inputs.get(position).name());
        values.value(position, next);
      } else {
        tokens.skip(next);
      }
      position++;
    }
    if (position > inputs.size()) {
      builder.rejectInstance(
          Rule.TOO_MANY, "holds %,d values for %,d inputs".formatted(position, inputs.size()));
    }
  }
}
