package io.sluice.runtime.keras;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The program of the child JVM that converts one Keras file. Arguments: the file, the archive to be
 * written, the most parameters. Exit codes: {@link #CONVERTED}; {@link #REJECTED} with one line on
 * standard output that says why; {@link #FAILED}; anything else, a signal among them, is a crash on
 * hostile bytes.
 */
public final class ConversionMain {
  /** The archive is written. */
  public static final int CONVERTED = 0;

  /** The file is refused; standard output says why. */
  public static final int REJECTED = 10;

  /** The files named cannot be read or written: the server's fault, not the sender's. */
  public static final int FAILED = 11;

  private ConversionMain() {}

  /** Runs the program. */
  public static void main(String[] arguments) {
    // Whatever libraries print goes elsewhere, so that the one line is ours.
    PrintStream answer = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    System.exit(run(arguments, answer));
  }

  static int run(String[] arguments, PrintStream answer) {
    try {
      KerasLimits limits =
          new KerasLimits(
              Long.parseLong(arguments[2]), KerasLimits.DEFAULTS.maxConfigurationBytes());
      KerasConverter.convert(Path.of(arguments[0]), Path.of(arguments[1]), limits);
      return CONVERTED;
    } catch (KerasRejectedException e) {
      answer.println(e.getMessage());
      return REJECTED;
    } catch (IOException e) {
      answer.println("the file could not be read, or the archive not be written");
      return FAILED;
    }
  }
}
