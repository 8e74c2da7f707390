package io.sluice.deployment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.intake.TrialFailure;
import io.sluice.model.TimeSource;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What runs in the JVM of a trial: loads one model by the same steps as the server, then prints one
 * line of JSON on standard output: what was found, or why the model must not serve.
 */
public final class TrialMain {
  private TrialMain() {}

  /**
   * Runs a trial.
   *
   * @param arguments as {@link TrialArguments} has them
   */
  public static void main(String[] arguments) {
    PrintStream report = System.out;
    // Whatever else speaks, the report's line is only ours.
    System.setOut(System.err);
    watchParent();
    String line;
    try {
      line = found(VersionTrial.run(TrialArguments.parse(arguments), TimeSource.SYSTEM));
    } catch (VersionRejectedException e) {
      line = failed(TrialFailure.TRIAL_FAILED, e.getMessage(), e);
    } catch (DataSetRejectedException e) {
      line = failed(TrialFailure.TRIAL_DATASET, "The data set of its gate: " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      line =
          failed(
              TrialFailure.TRIAL_OUT_OF_MEMORY, "The model needs more memory than it may have", e);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      line =
          failed(
              TrialFailure.TRIAL_FAILED,
              "It could not be loaded: " + e.getClass().getSimpleName(),
              e);
    }
    report.println(line);
    report.flush();
    // At once: nothing that natives do at an orderly end may change the finding.
    Runtime.getRuntime().halt(0);
  }

  /** Ends this JVM when its parent is gone: the pipe that is our standard input ends then. */
  private static void watchParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nobody writes to us.
                }
              } catch (IOException e) {
                // As good as the end.
              }
              Runtime.getRuntime().halt(1);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static String found(VersionTrial.Finding finding) {
    return json(
        json -> {
          json.writeStringField("engine", finding.engine());
          if (finding.engineReason() != null) {
            json.writeStringField("engineReason", finding.engineReason());
          }
          json.writeNumberField("goldenChecked", finding.goldenChecked());
          json.writeNumberField("p50Micros", finding.p50Micros());
          json.writeNumberField("p99Micros", finding.p99Micros());
          json.writeNumberField("peakRssBytes", finding.peakRssBytes());
          json.writeNumberField("rows", finding.measured().rows());
          for (Map.Entry<String, Double> figure : finding.measured().figures().entrySet()) {
            if (Double.isFinite(figure.getValue())) {
              json.writeNumberField("figure." + figure.getKey(), figure.getValue());
            } else {
              json.writeStringField("figure." + figure.getKey(), "none");
            }
          }
        });
  }

  private static String failed(TrialFailure failure, @Nullable String detail, Throwable cause) {
    cause.printStackTrace();
    return json(
        json -> {
          json.writeStringField("failure", failure.name());
          json.writeStringField("detail", String.valueOf(detail));
        });
  }

  private static String json(Members members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      members.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("text in memory can be written", e);
    }
    return text.toString();
  }

  private interface Members {
    void writeTo(JsonGenerator json) throws IOException;
  }
}
