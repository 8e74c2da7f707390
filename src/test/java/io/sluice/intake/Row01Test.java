package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.TimeSource;
import io.sluice.testing.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.junit.jupiter.api.Test;

/** A Java object in {@code preprocessor.bin}: refused before anything could read it. */
class Row01Test {
  private static int objectsRead;

  @Test
  void inspect_javaObjects_noneIsRead() throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(object)) {
      out.writeObject(new Marker());
    }
    byte[] archive = ZipForge.sound().add("preprocessor.bin", object.toByteArray()).build();
    long[] nanos = new long[200];
    int accepted = 0;
    for (int i = 0; i < nanos.length; i++) {
      long started = TimeSource.SYSTEM.nanoTime();
      accepted += Verdicts.read(archive) == null ? 0 : 1;
      nanos[i] = TimeSource.SYSTEM.nanoTime() - started;
    }

    Rows.figure(
        1,
        "markers %d/%d, accepted %d, reject p99 %.3f ms",
        objectsRead,
        nanos.length,
        accepted,
        Rows.p99Millis(nanos));
    assertThat(accepted).isZero();
    assertThat(objectsRead).isZero();
  }

  /** Tells whether it was deserialised. */
  static final class Marker implements Serializable {
    private static final long serialVersionUID = 1;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      objectsRead++;
    }
  }
}
