package io.sluice.traffic;

import io.sluice.model.Caller;
import io.sluice.model.InstanceSource;
import io.sluice.model.Instances;
import io.sluice.model.ModelId;
import io.sluice.model.ModelSignature;
import io.sluice.model.RequestHeaders;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.registry.Lease;
import io.sluice.registry.ModelRegistry;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Finds the arm of one request to a model whose requests are split. */
final class Assigned {
  /** The header by which a tester names the arm that he wants. */
  static final String ARM = "X-Sluice-Arm";

  private final ModelRegistry registry;
  private final RunningExperiment running;
  private final Experiment experiment;
  private final Caller caller;
  private final RequestHeaders headers;
  private final InstanceSource source;
  private @Nullable Instances read;

  Assigned(
      ModelRegistry registry,
      RunningExperiment running,
      Caller caller,
      RequestHeaders headers,
      InstanceSource source) {
    this.registry = registry;
    this.running = running;
    this.experiment = running.experiment();
    this.caller = caller;
    this.headers = headers;
    this.source = source;
  }

  /**
   * The way of the request.
   *
   * @throws ServingException if neither its arm nor the control is ready, or it names an arm that
   *     does not answer
   */
  Route route() {
    Arm chosen = named();
    if (chosen != null) {
      // A tester's request says nothing of the arms' chances: it is not counted.
      return new Route(registry.lease(version(chosen)), source, chosen);
    }
    String key = key();
    long hash =
        key == null ? ThreadLocalRandom.current().nextLong() : KeyHash.of(experiment.salt(), key);
    long unit = key == null ? Route.NONE : hash;
    Arm arm = experiment.at(KeyHash.point(hash));
    Instances known = read;
    InstanceSource instances = known == null ? source : source.reading(signature -> known);
    try {
      return new Route(registry.lease(version(arm)), instances, arm, running, unit);
    } catch (ServingException e) {
      Arm control = experiment.controlArm();
      if (e.kind() != Kind.VERSION_NOT_READY || arm.equals(control)) {
        throw e;
      }
      running.counts(arm.name()).fellBack();
      // Who was meant for another arm is none of the control's: counted, it would skew the test.
      return new Route(registry.lease(version(control)), instances, control);
    }
  }

  private @Nullable Arm named() {
    String name = experiment.override() ? headers.header(ARM) : null;
    if (name == null) {
      return null;
    }
    Arm arm = experiment.answering(name);
    if (arm == null) {
      throw new ServingException(
          Kind.INVALID_PARAMETER,
          "The header %s must name one of the arms that answer: %s."
              .formatted(
                  ARM,
                  experiment.arms().stream().filter(one -> !one.shadow()).map(Arm::name).toList()));
    }
    return arm;
  }

  /** What the request is assigned by; null if it does not say. */
  private @Nullable String key() {
    if (experiment.rule() instanceof AssignmentRule.ByHeader header) {
      return headers.header(header.name());
    }
    if (experiment.rule() instanceof AssignmentRule.ByCaller) {
      return caller.name().equals(Caller.ANONYMOUS) ? null : caller.name();
    }
    return experiment.rule() instanceof AssignmentRule.ByField field ? read(field.name()) : null;
  }

  /** All arms take the same inputs, so what was read for one is right for another. */
  private String read(String field) {
    try (Lease control = registry.lease(version(experiment.controlArm()))) {
      ModelSignature signature = control.predictor().signature();
      Instances instances = source.read(signature);
      read = instances;
      return FieldKey.of(signature, field, instances);
    }
  }

  private ModelId version(Arm arm) {
    return new ModelId(experiment.model(), arm.version());
  }
}
