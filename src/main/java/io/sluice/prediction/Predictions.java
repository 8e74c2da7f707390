package io.sluice.prediction;

import io.sluice.metrics.PredictionMetrics;
import io.sluice.metrics.PredictionMetrics.PredictionOutcome;
import io.sluice.model.Caller;
import io.sluice.model.Deadline;
import io.sluice.model.InstanceSource;
import io.sluice.model.ModelId;
import io.sluice.model.ModelSignature;
import io.sluice.model.Prediction;
import io.sluice.model.PredictionId;
import io.sluice.model.RequestHeaders;
import io.sluice.model.ServingException;
import io.sluice.model.Target;
import io.sluice.model.TimeSource;
import io.sluice.registry.Lease;
import io.sluice.traffic.Route;
import io.sluice.traffic.Router;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** The one way to a prediction, whoever asks: resources, foreign protocols, injected predictors. */
@Dependent
public class Predictions {
  private final Router router;
  private final PredictionMetrics metrics;
  private final PredictionLog log;
  private final TimeSource time;

  /** Predicts over the versions that a router chooses. */
  @Inject
  public Predictions(Router router, PredictionMetrics metrics, PredictionLog log) {
    this(router, metrics, log, TimeSource.SYSTEM);
  }

  Predictions(Router router, PredictionMetrics metrics, PredictionLog log, TimeSource time) {
    this.router = router;
    this.metrics = metrics;
    this.log = log;
    this.time = time;
  }

  /**
   * Predicts all instances by the version that answers for the target now.
   *
   * @param deadline until when somebody waits for the answer
   * @param caller who asks; a model that he may not know of is unknown
   * @throws ServingException if the target is not there or not ready, an instance breaks the
   *     signature, there is too much to do, or the model fails
   */
  public Prediction predict(
      Target target, InstanceSource source, Deadline deadline, Caller caller) {
    return predict(target, source, deadline, caller, RequestHeaders.NONE);
  }

  /**
   * Predicts all instances by the version that answers this request.
   *
   * @param deadline until when somebody waits for the answer
   * @param caller who asks; a model that he may not know of is unknown
   * @param headers of the request, for an experiment that assigns by one
   * @throws ServingException if the target is not there or not ready, an instance breaks the
   *     signature, there is too much to do, or the model fails
   */
  public Prediction predict(
      Target target,
      InstanceSource source,
      Deadline deadline,
      Caller caller,
      RequestHeaders headers) {
    long start = time.nanoTime();
    ModelId id = null;
    PredictionOutcome outcome = PredictionOutcome.ERROR;
    int rows = 0;
    try (Route route = router.route(target, caller, headers, source)) {
      id = route.id();
      metrics.started(id);
      Prediction prediction = predict(route, deadline, start);
      rows = prediction.rows();
      outcome = PredictionOutcome.SUCCESS;
      return prediction;
    } catch (ServingException e) {
      outcome = outcomeOf(e.kind());
      throw e;
    } finally {
      count(id, outcome, rows, start);
    }
  }

  private Prediction predict(Route route, Deadline deadline, long start) {
    PredictionLog.Entry entry = log.begin(route);
    InstanceSource watched = route.watch(route.source());
    InstanceSource source = entry == null ? watched : entry.watch(watched);
    try {
      Prediction prediction = route.predictor().predict(source, deadline);
      if (route.experiment() != Route.NONE) {
        route.answered(prediction, time.nanoTime() - start);
      }
      PredictionId remembered = entry == null ? null : entry.answered(prediction);
      return route.arm() == null && remembered == null
          ? prediction
          : prediction.of(route.arm(), remembered);
    } catch (ServingException e) {
      if (outcomeOf(e.kind()) == PredictionOutcome.ERROR) {
        route.failed();
      }
      throw e;
    } catch (RuntimeException e) {
      route.failed();
      throw e;
    }
  }

  /** The signature that answers for a target now. */
  public ModelSignature signature(Target target, Caller caller) {
    try (Lease lease = router.lease(target, caller)) {
      return lease.predictor().signature();
    }
  }

  private void count(@Nullable ModelId id, PredictionOutcome outcome, int rows, long start) {
    metrics.predicted(id, outcome, rows, time.nanoTime() - start);
  }

  private static PredictionOutcome outcomeOf(ServingException.Kind kind) {
    return switch (kind) {
      case INVALID_INSTANCES,
          MALFORMED_BODY,
          INVALID_PARAMETER,
          BODY_TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE,
          NOT_ACCEPTABLE,
          UNAUTHENTICATED,
          FORBIDDEN,
          TOO_MANY_REQUESTS ->
          PredictionOutcome.REJECTED;
      case MODEL_NOT_FOUND, VERSION_NOT_FOUND, ALIAS_NOT_FOUND, OPERATION_NOT_FOUND ->
          PredictionOutcome.NOT_FOUND;
      case VERSION_NOT_READY, OVERLOADED, DEADLINE_EXCEEDED -> PredictionOutcome.UNAVAILABLE;
      case PREDICTION_FAILED -> PredictionOutcome.ERROR;
    };
  }
}
