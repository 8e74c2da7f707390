package io.sluice.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;

/** What a trial's process might do instead of a trial: the main class of hostile children. */
public final class HostileTrials {
  private HostileTrials() {}

  /**
   * Misbehaves.
   *
   * @param arguments how
   */
  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "wait" -> {
        // Until the pipe ends, or we are killed.
        System.in.transferTo(System.err);
      }
      case "heap" -> {
        List<byte[]> all = new ArrayList<>();
        while (true) {
          all.add(new byte[1 << 24]);
          System.err.println(all.size());
        }
      }
      case "native" -> {
        List<BytePointer> all = new ArrayList<>();
        while (true) {
          BytePointer memory = new BytePointer(1L << 26);
          BytePointer.memset(memory, 1, 1L << 26);
          all.add(memory);
          System.err.println(all.size());
        }
      }
      case "flood" -> {
        while (true) {
          System.out.println("{\"engine\":\"plan\"}");
        }
      }
      case "exit" -> System.exit(Integer.parseInt(arguments[1]));
      case "environment" ->
          System.out.println(
              "{\"failure\":\"TRIAL_FAILED\",\"detail\":\"" + System.getenv().keySet() + "\"}");
      default -> System.out.println(arguments[0]);
    }
  }
}
