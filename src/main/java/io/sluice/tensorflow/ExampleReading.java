package io.sluice.tensorflow;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.codec.JsonTokens;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.util.BitSet;

/** Reads the members of a classify or regress request: {@code examples}, and what is about them. */
final class ExampleReading {
  private static final String EXAMPLES = "examples";

  private final JsonTokens tokens;
  private final InstancesBuilder builder;
  private final Violations faults;
  private final ExampleContext context;
  private final RowValues values;
  private final BitSet named = new BitSet();
  private boolean contextSeen;
  private boolean examplesSeen;

  /**
   * @param faults takes what is wrong outside of the examples
   * @param context read already
   */
  ExampleReading(
      JsonTokens tokens, InstancesBuilder builder, Violations faults, ExampleContext context) {
    this.tokens = tokens;
    this.builder = builder;
    this.faults = faults;
    this.context = context;
    this.values = new RowValues(tokens, builder);
  }

  /** Reads the rest of the object whose bracket is open. */
  void read(RequestedSignature signature) {
    for (JsonToken next = tokens.next(); next != JsonToken.END_OBJECT; next = tokens.next()) {
      String name = tokens.text();
      JsonToken value = tokens.next();
      switch (name) {
        case RequestedSignature.MEMBER -> signature.read(tokens, value, builder.signature());
        case ExampleContext.MEMBER -> context(value);
        case EXAMPLES -> examples(value);
        default -> tokens.skip(value);
      }
    }
    if (!examplesSeen) {
      fault(EXAMPLES, Rule.MISSING, "'examples' is missing");
    }
  }

  private void context(JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      fault(ExampleContext.MEMBER, Rule.TYPE, "must be an object, not " + JsonTokens.kind(value));
    } else if (contextSeen) {
      fault(ExampleContext.MEMBER, Rule.DUPLICATE, "'context' comes twice");
    }
    contextSeen = true;
    tokens.skip(value);
  }

  private void examples(JsonToken value) {
    if (examplesSeen) {
      fault(EXAMPLES, Rule.DUPLICATE, "'examples' comes twice");
      tokens.skip(value);
    } else if (value != JsonToken.START_ARRAY) {
      fault(EXAMPLES, Rule.TYPE, "must be an array, not " + JsonTokens.kind(value));
      tokens.skip(value);
    } else {
      for (JsonToken next = tokens.next(); next != JsonToken.END_ARRAY; next = tokens.next()) {
        example(next);
      }
    }
    examplesSeen = true;
  }

  private void example(JsonToken start) {
    builder.begin();
    if (start != JsonToken.START_OBJECT) {
      builder.rejectInstance(
          Rule.TYPE, "an example must be an object, not " + JsonTokens.kind(start));
      tokens.skip(start);
      builder.abandon();
      return;
    }
    named.clear();
    for (JsonToken next = tokens.next(); next != JsonToken.END_OBJECT; next = tokens.next()) {
      int input = builder.field(tokens.text());
      JsonToken value = tokens.next();
      if (input < 0) {
        tokens.skip(value);
      } else {
        named.set(input);
        values.value(input, value);
      }
    }
    context.fill(builder, named);
    builder.end();
  }

  private void fault(String member, Rule rule, String detail) {
    faults.add("/" + member, rule, detail, null);
  }
}
