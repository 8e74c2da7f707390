package io.sluice.feedback;

import io.sluice.model.InstanceSource;
import io.sluice.model.Instances;
import io.sluice.model.ModelName;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.Prediction;
import io.sluice.model.PredictionId;
import io.sluice.model.Tensor;
import io.sluice.model.TimeSource;
import io.sluice.prediction.PredictionLog;
import io.sluice.traffic.Route;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Remembers the answers of those models that the configuration names. */
final class FeedbackLog implements PredictionLog {
  private final Function<ModelName, RememberedModel> models;
  private final PredictionQueue queue;
  private final TimeSource time;
  private final SecureRandom random = new SecureRandom();
  private final Map<ModelName, RememberedModel> known = new ConcurrentHashMap<>();

  /**
   * @param models how each is remembered; asked once for each
   * @param queue takes what is remembered
   */
  FeedbackLog(Function<ModelName, RememberedModel> models, PredictionQueue queue, TimeSource time) {
    this.models = models;
    this.queue = queue;
    this.time = time;
  }

  @Override
  public @Nullable Entry begin(Route route) {
    ModelName model = route.id().name();
    // A model is asked for here only if one of its versions was leased: the map is bounded by them.
    RememberedModel remembered = known.get(model);
    if (remembered == null) {
      remembered = known.computeIfAbsent(model, models);
    }
    return remembered.enabled() && isDrawn(remembered, route)
        ? new Remembering(remembered, route)
        : null;
  }

  /** What an experiment is judged by is never left to chance. */
  private static boolean isDrawn(RememberedModel remembered, Route route) {
    return route.experiment() != Route.NONE
        || ThreadLocalRandom.current().nextDouble() < remembered.sampling();
  }

  /** One request. */
  private final class Remembering implements Entry {
    private final RememberedModel remembered;
    private final Route route;
    private @Nullable String inputs;

    Remembering(RememberedModel remembered, Route route) {
      this.remembered = remembered;
      this.route = route;
    }

    @Override
    public InstanceSource watch(InstanceSource source) {
      return remembered.inputs() ? source.reading(signature -> read(source, signature)) : source;
    }

    private Instances read(InstanceSource source, ModelSignature signature) {
      Instances instances = source.read(signature);
      inputs = KeptInputs.of(signature, instances, remembered.redacted());
      return instances;
    }

    @Override
    public @Nullable PredictionId answered(Prediction prediction) {
      PredictionId id = PredictionId.make(time.now().toEpochMilli(), random);
      boolean room =
          queue.offer(
              new LoggedPrediction(
                  id,
                  prediction.id(),
                  route.arm(),
                  route.experiment(),
                  route.unit(),
                  prediction.rows(),
                  outputs(prediction),
                  inputs));
      return room ? id : null;
    }
  }

  /** All outputs of a row beside each other; a class output has a probability for each label. */
  private static float[] outputs(Prediction prediction) {
    int width = 0;
    for (int output = 0; output < prediction.outputs().size(); output++) {
      width += width(prediction, output);
    }
    float[] values = new float[width * prediction.rows()];
    int to = 0;
    for (int row = 0; row < prediction.rows(); row++) {
      for (int output = 0; output < prediction.outputs().size(); output++) {
        to = put(prediction, row, output, values, to);
      }
    }
    return values;
  }

  private static int put(Prediction prediction, int row, int output, float[] values, int to) {
    Tensor tensor = prediction.outputs().get(output);
    int size = tensor.rowSize();
    if (size == width(prediction, output)) {
      System.arraycopy(tensor.values(), row * size, values, to, size);
      return to + size;
    }
    float second = tensor.at(row);
    values[to] = 1 - second;
    values[to + 1] = second;
    return to + 2;
  }

  private static int width(Prediction prediction, int output) {
    int size = prediction.outputs().get(output).rowSize();
    // Two classes may stand on one column, which holds the second's probability.
    return prediction.signature().outputs().get(output) instanceof ClassOutput classes
        ? Math.max(size, classes.labels().size())
        : size;
  }
}
