package io.sluice.deployment;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.intake.ArtifactInspector;
import io.sluice.intake.Dl4jRepacker;
import io.sluice.intake.Intake;
import io.sluice.intake.IntakeLimits;
import io.sluice.intake.KerasConversion;
import io.sluice.intake.OnnxCopier;
import io.sluice.intake.SourceFormat;
import io.sluice.intake.Staging;
import io.sluice.intake.Trial;
import io.sluice.intake.TrialClassPath;
import io.sluice.intake.TrialConfig;
import io.sluice.intake.TrialProcess;
import io.sluice.model.ModelName;
import io.sluice.model.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Builds the door that models come through. */
final class Admission {
  private Admission() {}

  /**
   * Builds the intake.
   *
   * @param data the data directory; {@code staging} and {@code trial} in it are ours
   * @param limits what a model may ask for
   * @param engines what may compute each model
   * @throws IOException if the directory cannot be used
   */
  static Intake open(
      AdmissionConfig config,
      Path data,
      IntakeLimits limits,
      Function<ModelName, EngineChoice> engines,
      TimeSource time)
      throws IOException {
    Staging staging = staging(data, config.reserveBytes());
    // Also without trials: a Keras file is read in a process of its own or not at all, and a gate
    // is measured in one.
    TrialConfig children = children(config, data);
    Trial trial = trial(children, limits, engines, time);
    Map<SourceFormat, ArtifactInspector> inspectors = new EnumMap<>(SourceFormat.class);
    inspectors.put(SourceFormat.DL4J, new Dl4jRepacker(limits));
    inspectors.put(SourceFormat.ONNX, new OnnxCopier(limits));
    if (config.keras()) {
      inspectors.put(SourceFormat.KERAS, new KerasConversion(limits, children, time));
    }
    return new Intake(
        staging,
        limits.maxArchiveBytes(),
        config.digestRequired(),
        inspectors,
        config.signing(),
        config.trial() ? trial : Trial.ofGated(trial),
        config.patience());
  }

  /** Where bytes lie until they are examined. */
  static Staging staging(Path data, long reserve) {
    return new Staging(data.resolve("staging"), reserve);
  }

  /** Where trials keep libraries that lie inside other files. */
  static Path libraries(Path data) {
    return data.resolve("trial").resolve("libraries");
  }

  /** Where each trial has a folder of its own while it lasts. */
  static Path scratch(Path data) {
    return data.resolve("trial").resolve("scratch");
  }

  private static TrialConfig children(AdmissionConfig config, Path data) throws IOException {
    List<Path> classPath =
        new TrialClassPath(libraries(data))
            .find(
                TrialMain.class,
                List.of(JsonFactory.class, ObjectMapper.class, JacksonAnnotation.class));
    return new TrialConfig(
        TrialMain.class.getName(), classPath, scratch(data), nativesCache(), config.trialTimeout());
  }

  private static Trial trial(
      TrialConfig children,
      IntakeLimits limits,
      Function<ModelName, EngineChoice> engines,
      TimeSource time) {
    return new TrialProcess(
        children,
        candidate ->
            TrialArguments.of(candidate, engines.apply(candidate.id().name()), limits).toList(),
        time);
  }

  /** Where JavaCPP has unpacked its libraries for us: unpacking them anew takes seconds. */
  private static Path nativesCache() {
    String told = System.getProperty("org.bytedeco.javacpp.cachedir");
    return told == null
        ? Path.of(System.getProperty("user.home"), ".javacpp", "cache")
        : Path.of(told);
  }
}
