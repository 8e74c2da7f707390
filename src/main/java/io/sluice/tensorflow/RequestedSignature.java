package io.sluice.tensorflow;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.codec.JsonTokens;
import io.sluice.model.ModelSignature;
import io.sluice.model.Names;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The signature that a request names, checked against those that the model offers for the verb. */
final class RequestedSignature {
  /** The member that names it. */
  static final String MEMBER = "signature_name";

  private final String verb;
  private final Violations faults;
  private SignatureName name = SignatureName.SERVING_DEFAULT;
  private boolean seen;

  /**
   * @param verb what the request asks for: {@code predict}
   * @param faults takes what is wrong
   */
  RequestedSignature(String verb, Violations faults) {
    this.verb = verb;
    this.faults = faults;
  }

  /** What was named; the default if nothing was. */
  SignatureName name() {
    return name;
  }

  /** Reads the member's value, whose first token came last. */
  void read(JsonTokens tokens, JsonToken value, ModelSignature signature) {
    if (seen) {
      fault(Rule.DUPLICATE, "'signature_name' comes twice", null);
      tokens.skip(value);
    } else if (value != JsonToken.VALUE_STRING) {
      fault(Rule.TYPE, "must be a string, not " + JsonTokens.kind(value), "string");
      tokens.skip(value);
    } else {
      check(tokens.text(), signature);
    }
    seen = true;
  }

  /** Whether a name means the model's own inputs, whatever it offers beside. */
  static boolean isDefault(String text) {
    return text.isEmpty() || text.equals(SignatureName.SERVING_DEFAULT.wireName());
  }

  private void check(String text, ModelSignature signature) {
    if (isDefault(text)) {
      return;
    }
    List<SignatureName> offered = SignatureName.of(signature);
    SignatureName found =
        offered.stream().filter(one -> one.wireName().equals(text)).findAny().orElse(null);
    if (found == null) {
      fault(
          Rule.CATEGORY,
          "the model has no signature '" + Names.shown(text) + "'",
          offered.stream().map(SignatureName::wireName).toList());
    } else if (!found.isFor(verb)) {
      fault(
          Rule.CATEGORY,
          "the signature '%s' has the method %s, so it is not for :%s"
              .formatted(text, found.method(), verb),
          null);
    } else {
      name = found;
    }
  }

  private void fault(Rule rule, String detail, @Nullable Object allowed) {
    faults.add("/" + MEMBER, rule, detail, allowed);
  }
}
