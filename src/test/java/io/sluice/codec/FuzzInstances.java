package io.sluice.codec;

import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelSignature;
import io.sluice.model.Tensor;
import io.sluice.model.testing.SignatureSamples;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What Jazzer does to the reader of JSON instances: any body is refused in our words or read, and
 * the reader of plain bodies says of it what the reader of all JSON says.
 */
public final class FuzzInstances {
  private static final InstancesReader READER = new JsonInstancesReader(InstanceLimits.DEFAULT);
  private static final List<ModelSignature> SIGNATURES =
      List.of(
          SignatureSamples.salary(),
          SignatureSamples.iris(),
          SignatureSamples.image(),
          SignatureSamples.sequence(),
          SignatureSamples.pair());
  // Sends a body past the reader of plain bodies.
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private FuzzInstances() {}

  /** One try, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] body) {
    boolean marked = body.length > 0 && body[0] == MARK[0];
    byte[] past = Arrays.copyOf(MARK, MARK.length + body.length);
    System.arraycopy(body, 0, past, MARK.length, body.length);
    for (ModelSignature signature : SIGNATURES) {
      List<Object> told = told(signature, body);
      if (!marked && !told.equals(told(signature, past))) {
        throw new AssertionError(
            "the two readers differ: " + told + " and " + told(signature, past));
      }
    }
  }

  /** All that a reading says. */
  private static List<Object> told(ModelSignature signature, byte[] body) {
    try {
      Instances read = READER.read(new ByteArrayInputStream(body), signature);
      List<Object> told = new ArrayList<>(List.of(read.rows(), read.labels()));
      for (Tensor input : read.inputs()) {
        told.add(Arrays.toString(input.shape()));
        told.add(Arrays.toString(Readings.values(input)));
      }
      return told;
    } catch (InvalidInstancesException e) {
      if (e.violations().isEmpty()) {
        throw new AssertionError("a refusal without a reason", e);
      }
      return List.of(e.kind(), e.violations(), e.total());
    }
  }
}
