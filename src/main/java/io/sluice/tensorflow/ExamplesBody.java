package io.sluice.tensorflow;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.codec.BodyBytes;
import io.sluice.codec.JsonRowsReader;
import io.sluice.codec.JsonTokens;
import io.sluice.model.InstanceSource;
import io.sluice.model.Instances;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelSignature;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;

/**
 * The body of one classify or regress request. Examples are encoded while they are read, and {@code
 * context} holds for all of them wherever it stands: so the body is looked through for it first.
 */
final class ExamplesBody implements InstanceSource {
  private static final String INSTANCES = "/instances";
  private static final long UNKNOWN = -1;

  private final JsonRowsReader reader;
  private final InputStream body;
  private final SignatureName wanted;
  private final String verb;

  /**
   * @param body read once
   * @param wanted what the model must offer
   * @param verb of the path
   */
  ExamplesBody(JsonRowsReader reader, InputStream body, SignatureName wanted, String verb) {
    this.reader = reader;
    this.body = body;
    this.wanted = wanted;
    this.verb = verb;
  }

  @Override
  public Instances read(ModelSignature model) {
    if (!wanted.isOfferedBy(model)) {
      throw new ServingException(
          Kind.INVALID_PARAMETER, "the model has no signature with the method " + wanted.method());
    }
    try {
      return checked(model);
    } catch (InvalidInstancesException e) {
      throw new InvalidInstancesException(e.kind(), renamed(e.violations()), e.total());
    }
  }

  private Instances checked(ModelSignature model) {
    Violations faults = new Violations(reader.limits().maxErrors());
    ExampleContext context = new ExampleContext(model, reader.limits(), faults);
    // Bounded already, by the limit that the configuration sets.
    try (BodyBytes whole = BodyBytes.read(body, Long.MAX_VALUE, UNKNOWN)) {
      reader.look(stream(whole), model, tokens -> find(tokens, context));
      return reader.read(
          stream(whole), model, (tokens, builder) -> examples(tokens, builder, faults, context));
    }
  }

  private static InputStream stream(BodyBytes whole) {
    return new ByteArrayInputStream(whole.bytes(), 0, whole.length());
  }

  /** Looks for the context; the rest is for the second reading. */
  private static void find(JsonTokens tokens, ExampleContext context) {
    if (tokens.first() != JsonToken.START_OBJECT) {
      return;
    }
    for (JsonToken next = tokens.next(); next != JsonToken.END_OBJECT; next = tokens.next()) {
      boolean isContext = tokens.text().equals(ExampleContext.MEMBER);
      JsonToken value = tokens.next();
      if (isContext && value == JsonToken.START_OBJECT) {
        context.read(tokens);
        return;
      }
      tokens.skip(value);
    }
  }

  private Instances examples(
      JsonTokens tokens, InstancesBuilder builder, Violations faults, ExampleContext context) {
    ExampleReading examples = new ExampleReading(tokens, builder, faults, context);
    JsonToken start = tokens.first();
    if (start == JsonToken.START_OBJECT) {
      examples.read(new RequestedSignature(verb, faults));
    } else {
      faults.add(
          "", Rule.TYPE, "the body must be an object, not " + JsonTokens.kind(start), "object");
      tokens.skip(start);
    }
    tokens.end();
    if (!faults.isEmpty()) {
      throw faults.toException(Kind.INVALID_INSTANCES);
    }
    return builder.build();
  }

  /** The builder knows examples as instances. */
  private static List<Violation> renamed(List<Violation> violations) {
    return violations.stream().map(ExamplesBody::renamed).toList();
  }

  private static Violation renamed(Violation violation) {
    String pointer = violation.pointer();
    return pointer.startsWith(INSTANCES)
        ? new Violation(
            "/examples" + pointer.substring(INSTANCES.length()),
            violation.rule(),
            violation.detail(),
            violation.allowed())
        : violation;
  }
}
