package io.sluice.codec;

import io.sluice.model.InputField;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.ModelSignature;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads the plain form of a body, which nearly every body has: the member {@code instances} alone,
 * text of printable ASCII without escapes, names that the model knows. It drives the builder just
 * as {@link JsonInstances} does and makes no garbage for a number. Whatever else comes it leaves to
 * that one, which then begins anew: so every fault of form is told by one reader.
 */
final class JsonPlainInstances {
  private static final String INSTANCES = "instances";
  private static final String SIGNATURE_NAME = "signature_name";
  private static final int FEW = 64;

  private final JsonScanner in;
  private final InstancesBuilder builder;
  private final ModelSignature signature;
  private final List<InputField> inputs;
  private final int maxDepth;
  private int expected;
  private boolean bare;

  JsonPlainInstances(JsonScanner in, InstancesBuilder builder) {
    this.in = in;
    this.builder = builder;
    this.signature = builder.signature();
    this.inputs = signature.inputs();
    this.maxDepth = builder.limits().maxDepth();
  }

  /**
   * Reads the whole body.
   *
   * @throws JsonScanner.Unusual if it is not of the plain form; the builder is then of no use
   */
  void read() throws JsonScanner.Unusual {
    in.expect('{');
    in.expect('"');
    check(in.isName(INSTANCES));
    instances();
    in.expect('}');
    in.expectEnd();
  }

  /**
   * Reads the whole body in the row form of TensorFlow Serving: an instance may be the bare value
   * of the only input, a feature a list of one value, and beside {@code instances} there may be a
   * {@code signature_name}.
   *
   * @param signatures whether the instances of the signature so named are those of the model
   * @throws JsonScanner.Unusual if it is not of the plain form; the builder is then of no use
   */
  void readRows(Predicate<String> signatures) throws JsonScanner.Unusual {
    bare = true;
    in.expect('{');
    in.expect('"');
    if (in.isName(SIGNATURE_NAME)) {
      signature(signatures);
      in.expect(',');
      in.expect('"');
      check(in.isName(INSTANCES));
      instances();
      in.expect('}');
    } else {
      check(in.isName(INSTANCES));
      instances();
      if (in.isMore('}')) {
        in.expect('"');
        check(in.isName(SIGNATURE_NAME));
        signature(signatures);
        in.expect('}');
      }
    }
    in.expectEnd();
  }

  private void signature(Predicate<String> signatures) throws JsonScanner.Unusual {
    in.expect('"');
    check(signatures.test(in.text()));
  }

  private void instances() throws JsonScanner.Unusual {
    in.expect('[');
    check(maxDepth >= 3);
    if (in.next() != ']') {
      in.back();
      do {
        instance(in.next());
      } while (in.isMore(']'));
    }
  }

  private void instance(byte first) throws JsonScanner.Unusual {
    builder.begin();
    if (first == '{') {
      fields();
    } else if (first == '[') {
      positions();
    } else {
      check(bare && inputs.size() == 1);
      builder.field(inputs.get(0).name());
      value(0, first);
    }
    builder.end();
  }

  private void fields() throws JsonScanner.Unusual {
    expected = 0;
    if (in.next() == '}') {
      return;
    }
    in.back();
    do {
      int input = builder.field(name());
      check(input >= 0);
      value(input, in.next());
    } while (in.isMore('}'));
  }

  /** The next member's name: mostly that of the field behind the last one. */
  private String name() throws JsonScanner.Unusual {
    in.expect('"');
    if (inputs.size() <= FEW) {
      for (int i = 0; i < inputs.size(); i++) {
        int candidate = (expected + i) % inputs.size();
        String name = inputs.get(candidate).name();
        if (in.isName(name)) {
          expected = candidate + 1;
          return name;
        }
      }
    }
    String name = in.text();
    in.expect(':');
    return name;
  }

  private void positions() throws JsonScanner.Unusual {
    if (signature.takesTensors() && inputs.size() == 1) {
      builder.field(inputs.get(0).name());
      tensor(0, 3);
      return;
    }
    if (in.next() == ']') {
      return;
    }
    in.back();
    int position = 0;
    do {
      check(position < inputs.size());
      builder.field(inputs.get(position).name());
      value(position, in.next());
      position++;
    } while (in.isMore(']'));
  }

  private void value(int input, byte first) throws JsonScanner.Unusual {
    if (first == 'n') {
      in.expectRest("null");
      builder.absent(input);
    } else if (signature.takesTensors()) {
      tensorValue(input, first);
    } else if (first == '[') {
      check(bare && maxDepth >= 4);
      byte only = in.next();
      check(only != '[');
      value(input, only);
      in.expect(']');
    } else if (first == '"') {
      builder.string(input, in.text());
    } else if (first == 't') {
      in.expectRest("true");
      builder.bool(input, true);
    } else if (first == 'f') {
      in.expectRest("false");
      builder.bool(input, false);
    } else {
      builder.number(input, in.number());
    }
  }

  private void tensorValue(int input, byte first) throws JsonScanner.Unusual {
    if (first == '[') {
      check(maxDepth >= 4);
      tensor(input, 4);
    } else {
      double number = in.number();
      builder.beginTensor(input);
      builder.element(number);
      builder.endTensor();
    }
  }

  /** The elements of a tensor whose first bracket is open, at this depth of the body. */
  private void tensor(int input, int first) throws JsonScanner.Unusual {
    builder.beginTensor(input);
    builder.openArray();
    int depth = first;
    boolean comma = false;
    while (depth >= first) {
      byte c = in.next();
      if (c == ']') {
        builder.closeArray();
        depth--;
        comma = true;
        continue;
      }
      if (comma) {
        check(c == ',');
        c = in.next();
      }
      if (c == '[') {
        depth++;
        check(depth <= maxDepth);
        builder.openArray();
        comma = false;
      } else {
        builder.element(in.number());
        comma = true;
      }
    }
    builder.endTensor();
  }

  private static void check(boolean usual) throws JsonScanner.Unusual {
    if (!usual) {
      throw new JsonScanner.Unusual();
    }
  }
}
