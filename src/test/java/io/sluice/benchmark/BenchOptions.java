package io.sluice.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What one run measures.
 *
 * @param subjects the networks
 * @param phases what is done with them
 * @param connections of the closed loop
 * @param seconds of each closed loop
 * @param warmSeconds at most, of the closed loop before each network, which counts for nothing
 * @param openSeconds of each open loop at half load
 * @param overloadSeconds of the open loop at ten times the capacity
 * @param out where results are written
 * @param strict whether a target that is missed is a failure
 * @param quick whether the run only shows that everything works
 * @param keep whether the results also replace those of {@code src/docs/bench}
 */
record BenchOptions(
    List<Subject> subjects,
    Set<Phase> phases,
    List<Integer> connections,
    int seconds,
    int warmSeconds,
    int openSeconds,
    int overloadSeconds,
    Path out,
    boolean strict,
    boolean quick,
    boolean keep) {

  /** The parts of a run, in their order. */
  enum Phase {
    /** Engines in this process. */
    INFERENCE,
    /** The codec in this process. */
    CODEC,
    /** {@code payara/serve} to ready. */
    START,
    /** Sluice and the ceiling under a closed loop. */
    LOAD,
    /** Batched and unbatched. */
    BATCHING,
    /** Open loop at half of the capacity. */
    HALF,
    /** Open loop at ten times the capacity. */
    OVERLOAD
  }

  BenchOptions {
    subjects = List.copyOf(subjects);
    phases = Set.copyOf(phases);
    connections = List.copyOf(connections);
  }

  /**
   * Reads the arguments of the script.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static BenchOptions parse(String... arguments) {
    List<Subject> subjects = List.of(Subject.values());
    Set<Phase> phases = EnumSet.allOf(Phase.class);
    List<Integer> connections = List.of(1, 16, 64);
    int seconds = 4;
    int warmSeconds = 45;
    int openSeconds = 10;
    int overloadSeconds = 60;
    Path out = Path.of("target", "bench");
    boolean strict = false;
    boolean quick = false;
    boolean keep = false;
    List<String> rest = new ArrayList<>(Arrays.asList(arguments));
    while (!rest.isEmpty()) {
      String option = rest.remove(0);
      switch (option) {
        case "--quick" -> {
          quick = true;
          subjects = List.of(Subject.IRIS, Subject.MLP);
          phases = EnumSet.of(Phase.INFERENCE, Phase.CODEC, Phase.LOAD, Phase.HALF, Phase.OVERLOAD);
          connections = List.of(16);
          seconds = 1;
          warmSeconds = 1;
          openSeconds = 2;
          overloadSeconds = 3;
        }
        case "--overload" -> phases = EnumSet.of(Phase.OVERLOAD);
        case "--strict" -> strict = true;
        case "--keep" -> keep = true;
        case "--only" -> subjects = Arrays.stream(list(option, rest)).map(Subject::named).toList();
        case "--phases" ->
            phases =
                EnumSet.copyOf(
                    Arrays.stream(list(option, rest))
                        .map(name -> Phase.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList());
        case "--connections" ->
            connections = Arrays.stream(list(option, rest)).map(BenchOptions::positive).toList();
        case "--seconds" -> seconds = positive(value(option, rest));
        case "--warm-seconds" -> warmSeconds = positive(value(option, rest));
        case "--open-seconds" -> openSeconds = positive(value(option, rest));
        case "--overload-seconds" -> overloadSeconds = positive(value(option, rest));
        case "--out" -> out = Path.of(value(option, rest));
        default -> throw new IllegalArgumentException("unknown option '" + option + "'");
      }
    }
    return new BenchOptions(
        subjects,
        phases,
        connections,
        seconds,
        warmSeconds,
        openSeconds,
        overloadSeconds,
        out,
        strict,
        quick,
        keep);
  }

  private static String[] list(String option, List<String> rest) {
    return value(option, rest).split(",");
  }

  private static String value(String option, List<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.remove(0);
  }

  private static int positive(String text) {
    int number = Integer.parseInt(text);
    if (number < 1) {
      throw new IllegalArgumentException("'" + text + "' is not positive");
    }
    return number;
  }
}
