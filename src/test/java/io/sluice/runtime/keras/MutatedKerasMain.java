package io.sluice.runtime.keras;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Converts damaged copies of one Keras file, one after the other, until one of them kills the
 * process. Before each it prints the number, after each what came of it.
 */
public final class MutatedKerasMain {
  private MutatedKerasMain() {}

  /**
   * Arguments: the sound file, a folder to work in, the first number, the number after the last.
   */
  public static void main(String[] arguments) throws IOException {
    byte[] sound = Files.readAllBytes(Path.of(arguments[0]));
    Path archive = Path.of(arguments[1], "mutated.zip");
    for (int i = Integer.parseInt(arguments[2]); i < Integer.parseInt(arguments[3]); i++) {
      System.out.println("begin " + i);
      // A file of its own: HDF5 takes one that it could not let go of for the same, whatever is in
      // it.
      Path keras = Path.of(arguments[1], "mutated" + i + ".h5");
      Files.write(keras, damaged(sound, new Random(i)));
      Files.deleteIfExists(archive);
      try {
        KerasConverter.convert(keras, archive, KerasLimits.DEFAULTS);
        System.out.println("converted");
      } catch (KerasRejectedException e) {
        System.out.println("rejected");
      }
    }
  }

  private static byte[] damaged(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      bytes[at] = (byte) (random.nextInt(3) == 0 ? 0xff : bytes[at] ^ 1 << random.nextInt(8));
    }
    return bytes;
  }
}
