package io.sluice.benchmark;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.sluice.benchmark.BenchOptions.Phase;
import io.sluice.runtime.plan.UntranslatableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program behind {@code payara/bench}: one run, phase by phase. */
public final class Bench {
  private static final Format FORMAT = Format.JSON;
  private static final int BATCHING_CONNECTIONS = 64;
  private static final List<Integer> CODEC_VALUES = List.of(4, 784, 100_000);
  private static final List<Integer> BATCH_ROWS = List.of(1, 16);
  private static final long SLICES = 20;

  private final BenchOptions options;
  private final Path root;
  private final BenchModels models;
  private final ClosedLoop closed;
  private final Report report;

  private Bench(BenchOptions options, Path root, Report report) {
    this.options = options;
    this.root = root;
    this.report = report;
    Path out = options.out();
    this.models = new BenchModels(root.resolve("models"), out);
    Path script = root.resolve("src/test/resources/benchmark/predict.lua");
    this.closed = new ClosedLoop(new Wrk(script), out.resolve("bodies"));
  }

  /**
   * Runs.
   *
   * @param arguments those of the script; system properties: {@code bench.root}, the checkout, and
   *     {@code bench.commit}, what is checked out
   */
  public static void main(String[] arguments) throws Exception {
    // DL4J tells of itself at length.
    Logger.getLogger("").setLevel(Level.WARNING);
    BenchOptions options;
    try {
      options = BenchOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("payara/bench: " + e.getMessage() + "\nTry: payara/bench --help");
      System.exit(2);
      return;
    }
    Path root = Path.of(System.getProperty("bench.root", "")).toAbsolutePath();
    Machine machine = Machine.here(System.getProperty("bench.commit", "unknown"));
    Report report = new Report(machine);
    new Bench(options, root, report).run();
    write(report, options.out());
    if (options.keep()) {
      write(report, root.resolve("src/docs/bench"));
    }
    System.out.println(new ReportText(report).text());
    if (options.quick()) {
      System.out.println("Everything runs. Figures of a quick run mean nothing.");
    }
    boolean missed = report.getTargets().stream().anyMatch(target -> !target.met());
    System.exit(options.strict() && missed ? 1 : 0);
  }

  private void run()
      throws IOException, InterruptedException, OrtException, UntranslatableException {
    models.clear();
    List<Subject> subjects = new ArrayList<>();
    for (Subject subject : options.subjects()) {
      try {
        models.write(subject);
        subjects.add(subject);
      } catch (UntranslatableException e) {
        say("%s is left out, it has no plan: %s", subject.model(), e.getMessage());
      }
    }
    long slice = Duration.ofSeconds(options.seconds()).toNanos() / SLICES;
    if (options.phases().contains(Phase.INFERENCE)) {
      InferencePhase phase = new InferencePhase(models, slice);
      for (Subject subject : subjects) {
        for (int rows : BATCH_ROWS) {
          say("in process: %s, %d rows", subject.model(), rows);
          report.getInference().add(phase.run(subject, rows));
        }
      }
    }
    if (options.phases().contains(Phase.CODEC)) {
      say("codec in process");
      for (int values : CODEC_VALUES) {
        report.getCodec().add(new CodecPhase(slice * 2).run(values));
      }
    }
    try (Servers servers = new Servers(root, options.out(), models)) {
      if (options.phases().contains(Phase.START)) {
        say("start to ready");
        report.getStart().add(new Figures.Start(servers.secondsToReady()));
      }
      new ServerPhases(options, servers, closed, report, FORMAT).run(subjects);
      if (options.phases().contains(Phase.BATCHING)) {
        batching(servers, subjects);
      }
    }
  }

  private void batching(Servers servers, List<Subject> subjects)
      throws IOException, InterruptedException {
    for (Subject subject : List.of(Subject.MLP, Subject.RESNET)) {
      if (subjects.contains(subject)) {
        say("batched and unbatched: %s", subject.model());
        closed.warm(servers.sluice(), subject, FORMAT, options.warmSeconds());
        closed.warm(servers.unbatched(), subject, FORMAT, options.warmSeconds());
        report
            .getBatching()
            .addAll(
                closed.compare(
                    servers.unbatched(),
                    servers.sluice(),
                    subject,
                    FORMAT,
                    BATCHING_CONNECTIONS,
                    options.seconds()));
      }
    }
  }

  private static void write(Report report, Path out) throws IOException {
    Files.createDirectories(out);
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(out.resolve("bench.json").toFile(), report);
    Files.writeString(out.resolve("bench.txt"), new ReportText(report).text());
    Files.writeString(out.resolve("bench.svg"), new SvgChart(report).text());
  }

  static void say(String format, Object... arguments) {
    System.out.println("... " + String.format(java.util.Locale.ROOT, format, arguments));
  }
}
