package io.sluice.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelSignature;
import io.sluice.model.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;

/** What the tests of the readers do alike. */
final class Readings {
  static final InstancesReader JSON = new JsonInstancesReader(InstanceLimits.DEFAULT);
  static final InstancesReader CSV = new CsvInstancesReader(InstanceLimits.DEFAULT);
  static final InstancesReader XML = new XmlInstancesReader(InstanceLimits.DEFAULT);

  private Readings() {}

  static Instances read(InstancesReader reader, ModelSignature signature, String body) {
    return reader.read(new ByteArrayInputStream(body.getBytes(UTF_8)), signature);
  }

  static InvalidInstancesException refused(
      InstancesReader reader, ModelSignature signature, String body) {
    return refused(reader, signature, body.getBytes(UTF_8));
  }

  static InvalidInstancesException refused(
      InstancesReader reader, ModelSignature signature, byte[] body) {
    return catchThrowableOfType(
        InvalidInstancesException.class,
        () -> reader.read(new ByteArrayInputStream(body), signature));
  }

  /** The violations of a body: {@code /instances/0/rank category}. */
  static List<String> faults(InstancesReader reader, ModelSignature signature, String body) {
    return faults(refused(reader, signature, body));
  }

  static List<String> faults(InvalidInstancesException refusal) {
    return refusal.violations().stream().map(v -> v.pointer() + " " + v.rule().wireName()).toList();
  }

  static float[] values(Tensor tensor) {
    return Arrays.copyOf(tensor.values(), tensor.size());
  }

  /** A body that begins well and then fails. */
  static InputStream broken(String start, Exception failure) {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            if (failure instanceof IOException io) {
              throw io;
            }
            throw (RuntimeException) failure;
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return read();
          }
        };
    return new SequenceInputStream(new ByteArrayInputStream(start.getBytes(UTF_8)), failing);
  }
}
