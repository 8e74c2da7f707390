package io.sluice.testing.steps;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The steps of this process: each change that it makes to the files below one folder. It tells them
 * on its standard output, one line {@code step <phase> <number> <what> <file>} each, numbered anew
 * in each phase. At the one it is told to stop at it says so, {@code stop <phase> <number> ...},
 * and from then on no thread changes anything any more: whoever reads the line kills the process.
 *
 * <p>What a process leaves when it is killed depends on nothing else: between two such changes the
 * disk looks the same all the time.
 */
public final class Steps {
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);
  private static @Nullable Path folder;
  private static String phase = "start";
  private static String stopPhase = "";
  private static int stopNumber;
  private static boolean torn;
  private static int number;
  private static boolean stopped;

  private Steps() {}

  /**
   * Counts from now on.
   *
   * @param below the folder; absolute
   * @param atPhase the phase to stop in; empty for none
   * @param atNumber the step in it
   * @param inTheMiddle whether half of what the step writes is written before
   */
  public static synchronized void watch(
      Path below, String atPhase, int atNumber, boolean inTheMiddle) {
    folder = below;
    stopPhase = atPhase;
    stopNumber = atNumber;
    torn = inTheMiddle;
  }

  /** Begins a phase. */
  public static synchronized void phase(String name) {
    phase = name;
    number = 0;
  }

  /** Tells whoever reads; nothing once the process has stopped. */
  public static synchronized void say(String line) {
    if (!stopped) {
      print(line);
    }
  }

  /** A step is about to be made. */
  static void before(String what, Path file) {
    before(what, file, () -> {});
  }

  /**
   * A step is about to be made.
   *
   * @param half makes a part of it
   */
  static void before(String what, Path file, Half half) {
    if (reached(what, file, half)) {
      while (true) {
        LockSupport.park();
      }
    }
  }

  private static synchronized boolean reached(String what, Path file, Half half) {
    if (folder == null || !file.toAbsolutePath().toString().startsWith(folder.toString())) {
      return false;
    }
    if (stopped) {
      return true;
    }
    number++;
    stopped = phase.equals(stopPhase) && number == stopNumber;
    if (stopped && torn) {
      try {
        half.make();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    String place = file.toAbsolutePath().toString().substring(folder.toString().length());
    print((stopped ? "stop " : "step ") + phase + " " + number + " " + what + " " + place);
    return stopped;
  }

  private static void print(String line) {
    try {
      OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A part of a step. */
  interface Half {
    /** Makes it. */
    void make() throws IOException;
  }
}
