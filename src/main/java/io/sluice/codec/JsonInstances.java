package io.sluice.codec;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.ModelSignature;
import io.sluice.model.Names;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import java.util.List;

/** One reading of a JSON body: drives the builder by the tokens. */
final class JsonInstances {
  private static final String INSTANCES = "instances";

  private final JsonTokens tokens;
  private final InstancesBuilder builder;
  private final ModelSignature signature;

  JsonInstances(JsonTokens tokens, InstancesBuilder builder) {
    this.tokens = tokens;
    this.builder = builder;
    this.signature = builder.signature();
  }

  /** Reads the whole body. */
  void read() {
    JsonToken start = tokens.first();
    if (start == JsonToken.START_OBJECT) {
      members();
    } else {
      builder.reject(
          "",
          Rule.TYPE,
          "the body must be an object with the member 'instances', not " + JsonTokens.kind(start),
          "object");
      tokens.skip(start);
    }
    tokens.end();
  }

  private void members() {
    boolean seen = false;
    while (tokens.next() != JsonToken.END_OBJECT) {
      String name = tokens.text();
      JsonToken value = tokens.next();
      if (!name.equals(INSTANCES)) {
        builder.reject(
            "/" + Violation.token(Names.shown(name)),
            Rule.UNKNOWN,
            "the body has no member '" + Names.shown(name) + "'",
            List.of(INSTANCES));
        tokens.skip(value);
      } else if (seen) {
        builder.reject("/instances", Rule.DUPLICATE, "'instances' comes twice", null);
        tokens.skip(value);
      } else {
        seen = true;
        instances(value);
      }
    }
    if (!seen) {
      builder.reject("/instances", Rule.MISSING, "'instances' is missing", null);
    }
  }

  private void instances(JsonToken start) {
    if (start != JsonToken.START_ARRAY) {
      builder.reject(
          "/instances", Rule.TYPE, "must be an array, not " + JsonTokens.kind(start), "array");
      tokens.skip(start);
      return;
    }
    JsonToken token = tokens.next();
    while (token != JsonToken.END_ARRAY) {
      instance(token);
      token = tokens.next();
    }
  }

  private void instance(JsonToken start) {
    builder.begin();
    if (start == JsonToken.START_OBJECT) {
      fields();
      builder.end();
    } else if (start == JsonToken.START_ARRAY) {
      positions();
      builder.end();
    } else {
      builder.rejectInstance(
          Rule.TYPE, "an instance must be an object or an array, not " + JsonTokens.kind(start));
      builder.abandon();
    }
  }

  private void fields() {
    while (tokens.next() != JsonToken.END_OBJECT) {
      int input = builder.field(tokens.text());
      JsonToken value = tokens.next();
      if (input < 0) {
        tokens.skip(value);
      } else {
        value(input, value);
      }
    }
  }

  private void positions() {
    if (signature.takesTensors() && signature.inputs().size() == 1) {
      // The array is the tensor: a batch of one axis more, as other servers take it.
      builder.field(signature.inputs().get(0).name());
      tensor(0);
      return;
    }
    int wanted = signature.inputs().size();
    int position = 0;
    JsonToken value = tokens.next();
    while (value != JsonToken.END_ARRAY) {
      if (position < wanted) {
        builder.field(signature.inputs().get(position).name());
        value(position, value);
      } else {
        tokens.skip(value);
      }
      position++;
      value = tokens.next();
    }
    if (position > wanted) {
      builder.rejectInstance(
          Rule.TOO_MANY, "holds %,d values for %,d inputs".formatted(position, wanted));
    }
  }

  private void value(int input, JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      builder.absent(input);
    } else if (signature.takesTensors()) {
      tensorValue(input, value);
    } else {
      feature(input, value);
    }
  }

  private void feature(int input, JsonToken value) {
    switch (value) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> builder.number(input, tokens.number());
      case VALUE_STRING -> builder.string(input, tokens.text());
      case VALUE_TRUE -> builder.bool(input, true);
      case VALUE_FALSE -> builder.bool(input, false);
      default -> {
        builder.wrongType(input, JsonTokens.kind(value));
        tokens.skip(value);
      }
    }
  }

  private void tensorValue(int input, JsonToken value) {
    if (value == JsonToken.START_ARRAY) {
      tensor(input);
    } else if (value.isNumeric()) {
      builder.beginTensor(input);
      builder.element(tokens.number());
      builder.endTensor();
    } else {
      builder.wrongType(input, JsonTokens.kind(value));
      tokens.skip(value);
    }
  }

  /** The elements of a tensor whose first bracket is open. */
  private void tensor(int input) {
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
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> builder.element(tokens.number());
        default -> {
          builder.wrongElement(JsonTokens.kind(token));
          tokens.skip(token);
        }
      }
    }
    builder.endTensor();
  }
}
